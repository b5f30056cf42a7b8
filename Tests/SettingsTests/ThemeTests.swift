import Foundation
import Terminal
import Testing

@testable import Settings

@Suite("Themes")
struct ThemeTests {
    /// The folder of the themes that are shipped.
    static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("themes").path

    @Test("Every shipped theme loads and sets every state role")
    func shippedThemes() throws {
        let search = ThemeSearch(folders: [Self.shipped])
        let names = search.list().map(\.name)
        #expect(Set(names).isSuperset(of: ["default", "mono"]))
        let states = ThemeRole.allCases.filter { $0.rawValue.hasPrefix("state.") }
        for name in names {
            let loaded = try search.theme(named: name)
            #expect(loaded.theme.name == name)
            #expect(loaded.path != nil)
            for role in states { #expect(loaded.theme.styles[role] != nil, "\(name) says nothing of \(role.rawValue)") }
        }
    }

    @Test("The shipped default and mono look as the built-in ones", arguments: [Theme.default, Theme.mono])
    func sameAsBuiltIn(builtIn: Theme) throws {
        let theme = try ThemeSearch(folders: [Self.shipped]).theme(named: builtIn.name).theme
        for (role, style) in builtIn.styles { #expect(theme[role] == style, "\(role.rawValue)") }
    }

    @Test("The shipped mono has no colour at all")
    func colours() throws {
        let search = ThemeSearch(folders: [Self.shipped])
        let mono = try search.theme(named: "mono").theme
        #expect(mono.allStyles.allSatisfy { $0.foreground == .default && $0.background == .default })
    }

    @Test("A theme takes over its parent's roles, and its palette recolours them")
    func inherits() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "base.yaml", "palette: {calm: blue}\nroles:\n  title: calm\n  border: 240\n  mark: {fg: red, modifiers: bold}\n")
        try folder.write(
            "dusk.yaml",
            "name: Dusk\ninherits: base\npalette: {calm: \"#8fbcbb\"}\nroles:\n  border: {fg: default, bg: calm, modifiers: [dim, bold]}\n"
        )
        let theme = try ThemeSearch(folders: [folder.path]).theme(named: "dusk").theme
        #expect(theme.name == "Dusk")
        #expect(theme[.title] == Style(.rgb(0x8F, 0xBC, 0xBB)))
        #expect(theme[.border] == Style(.default, on: .rgb(0x8F, 0xBC, 0xBB), [.dim, .bold]))
        #expect(theme[.mark] == Style(.indexed(1), on: .default, .bold))
    }

    @Test("A theme may inherit one that is built in")
    func inheritsBuiltIn() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine.yaml", "inherits: default\nroles: {error: magenta}\n")
        let theme = try ThemeSearch(folders: [folder.path]).theme(named: "mine").theme
        #expect(theme[.error] == Style(.indexed(5)))
        #expect(theme[.selection] == Theme.default[.selection])
    }

    @Test(
        "Mistakes in a theme are told with their place",
        arguments: [
            ("roles: {state.acepted: blue}", "1:9: unknown role \"state.acepted\"; did you mean \"state.accepted\"?"),
            ("roles: {title: blu}", "1:16: unknown colour \"blu\"; did you mean \"blue\"?"),
            ("palette: {calm: \"#12345\"}", "1:17: unknown colour \"#12345\"; write a name, 0 to 255, \"#RRGGBB\" or default"),
            ("roles: {title: 256}", "1:16: unknown colour \"256\"; write a name, 0 to 255, \"#RRGGBB\" or default"),
            ("roles:\n  title: {fg: #8fbcbb\n  }", "2:11: \"fg\" has no colour; one such as \"#8fbcbb\" must stand in quotes"),
            (
                "roles: {title: {modifiers: [bold, blink]}}",
                "1:35: unknown modifier \"blink\"; known are bold, dim, italic, underline, reverse"
            ),
            ("roles: {title: {foreground: red}}", "1:17: unknown setting \"foreground\""),
            ("inherits: nobody", "1:11: inherits \"nobody\", and there is no such theme"),
            ("inherits: t", "1:11: themes inherit each other in a circle: t inherits t"),
        ])
    func mistakes(text: String, message: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("t.yaml", text)
        do {
            _ = try ThemeSearch(folders: [folder.path]).theme(named: "t")
            Issue.record("no problem was found")
        } catch {
            #expect(error.problems.map(\.description) == ["\(path):\(message)"])
        }
    }

    @Test("A circle over three themes is told at the link that closes it")
    func circle() throws {
        let folder = try TemporaryFolder()
        try folder.write("a.yaml", "inherits: b")
        try folder.write("b.yaml", "inherits: c")
        let last = try folder.write("c.yaml", "name: c\ninherits: b")
        do {
            _ = try ThemeSearch(folders: [folder.path]).theme(named: "a")
            Issue.record("no problem was found")
        } catch {
            #expect(
                error.description == "\(last):2:11: themes inherit each other in a circle: a inherits b inherits c inherits b")
        }
    }

    @Test("The first folder that has a theme gives it, and the list says what it hides")
    func order() throws {
        let folder = try TemporaryFolder()
        try folder.write("one/mine.yaml", "roles: {title: red}")
        try folder.write("two/mine.yaml", "roles: {title: blue}")
        try folder.write("two/other.yml", "roles: {title: blue}")
        try folder.write("two/README.md", "")
        let search = ThemeSearch(folders: ["\(folder.path)/none", "\(folder.path)/one", "\(folder.path)/two"])
        #expect(
            search.list().map { "\($0.name) \($0.path.dropFirst(folder.path.count)) \($0.isHidden)" } == [
                "mine /one/mine.yaml false", "mine /two/mine.yaml true", "other /two/other.yml false",
            ])
        #expect(try search.theme(named: "mine").theme[.title] == Style(.indexed(1)))
    }

    @Test("A theme that cannot be had gives the built-in default and the reason")
    func fallBack() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("broken.yaml", "roles: {title: blu}")
        let search = ThemeSearch(folders: [folder.path])
        let broken = search.themeOrDefault(named: "broken")
        #expect(broken.theme == .default)
        #expect(
            broken.sentence
                == "theme default, because \(path):1:16: unknown colour \"blu\"; did you mean \"blue\"?")
        #expect(search.themeOrDefault(named: "brokn").problem == "there is no theme \"brokn\"; did you mean \"broken\"?")
        #expect(search.themeOrDefault(named: "../broken").theme == .default)
        #expect(search.themeOrDefault(named: "mono").sentence == "theme mono, built in")
    }
}
