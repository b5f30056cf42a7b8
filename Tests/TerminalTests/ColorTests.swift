import Terminal
import Testing

@Suite("Colours and themes")
struct ColorTests {
    @Test("a colour is read by name, index and hexadecimal, and nothing else is")
    func names() {
        #expect(Color(name: "Bright-Red") == .indexed(9))
        #expect(Color(name: "grey") == .indexed(8))
        #expect(Color(name: "255") == .indexed(255))
        #expect(Color(name: "#10a0FF") == .rgb(0x10, 0xA0, 0xFF))
        for wrong in ["", "#12345", "#12345g", "256", "-1", "+7", "purpel", "1 ", "#", "０"] {
            #expect(Color(name: wrong) == nil, "\(wrong)")
        }
    }

    @Test(
        "every colour reads back from its description",
        arguments: [Color.default, .indexed(3), .indexed(15), .indexed(16), .rgb(0, 7, 255)])
    func roundTrip(color: Color) {
        #expect(Color(name: color.description) == color)
    }

    @Test("a role looks like its parent unless the theme mentions it")
    func inheritance() {
        let styles: [ThemeRole: Style] = [.text: Style(.indexed(1)), .state: Style(.indexed(2)), .stateSent: Style(.indexed(3))]
        let theme = Theme(name: "t", styles: styles)
        #expect(theme[.textDim] == Style(.indexed(1)))
        #expect(theme[.stateAccepted] == Style(.indexed(2)))
        #expect(theme[.stateSent] == Style(.indexed(3)))
        #expect(theme[.sheetDanger] == Style(.indexed(1)), "sheet is not mentioned either, so text")
    }

    @Test("every role's parent chain ends at text")
    func parents() {
        for role in ThemeRole.allCases {
            var current = role
            for _ in 0..<5 { current = current.parent ?? current }
            #expect(current == .text)
        }
    }

    @Test("without colour, what stood out by its background is reversed", arguments: [Theme.default, .mono])
    func withoutColor(theme: Theme) {
        let plain = Theme(name: "x", styles: [.selection: Style(.indexed(0), on: .indexed(6))]).withoutColor
        #expect(plain[.selection] == Style(.default, on: .default, .reverse))
        #expect(theme.withoutColor[.selection].attributes.contains(.reverse))
        #expect(theme.withoutColor.allStyles.allSatisfy { $0.foreground == .default && $0.background == .default })
    }

    @Test("a colour becomes the nearest one that the terminal has")
    func depth() {
        let red = Style(.rgb(255, 0, 0), on: .rgb(8, 8, 8))
        #expect(ColorDepth.direct.resolve(red).foreground == 0xFF0000)
        #expect(ColorDepth.palette.resolve(red) == .init(foreground: 196, background: 232, attributes: []))
        #expect(ColorDepth.sixteen.resolve(red) == .init(foreground: 9, background: 0, attributes: []))
        #expect(ColorDepth.eight.resolve(red) == .init(foreground: 1, background: 0, attributes: .bold))
        #expect(ColorDepth.mono.resolve(red) == .init(foreground: -1, background: -1, attributes: .reverse))
        #expect(ColorDepth(colors: 256) == .palette && ColorDepth(colors: 0) == .mono && ColorDepth(colors: 1 << 24) == .direct)
    }

    @Test("a selection keeps the colour of what it lies over")
    func over() {
        let laid = Theme.default[.selection].over(Style(.indexed(2), on: .default, .bold))
        #expect(laid == Style(.indexed(2), on: .default, [.bold, .reverse]))
    }
}
