/// How many colours a terminal shows, and what becomes of a style there.
package enum ColorDepth: Int, Hashable, Sendable, Comparable {
    case mono, eight, sixteen, palette, direct

    /// What is handed to the terminal: colours as -1 (default), a palette index, or 0xRRGGBB with direct colour.
    package struct Resolved: Hashable, Sendable {
        /// The colour of the text.
        package var foreground: Int
        /// The colour behind it.
        package var background: Int
        /// What is drawn besides colours.
        package var attributes: Attributes

        /// A look in the terminal's own terms.
        package init(foreground: Int, background: Int, attributes: Attributes) {
            self.foreground = foreground
            self.background = background
            self.attributes = attributes
        }
    }

    /// The depth of a terminal that says it has so many colours.
    package init(colors: Int) {
        switch colors {
        case ..<8: self = .mono
        case 8..<16: self = .eight
        case 16..<256: self = .sixteen
        case 256..<0x100_0000: self = .palette
        default: self = .direct
        }
    }

    /// Fewer colours come first.
    package static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }

    /// The nearest look that this terminal has.
    ///
    /// Without colours a background becomes reverse video, so that the row under the cursor stays visible; with eight, a bright
    /// foreground becomes bold.
    package func resolve(_ style: Style) -> Resolved {
        var attributes = style.attributes
        if self == .mono {
            if style.background != .default { attributes.insert(.reverse) }
            return Resolved(foreground: -1, background: -1, attributes: attributes)
        }
        var foreground = index(of: style.foreground)
        if self == .eight, foreground >= 8 {
            foreground -= 8
            attributes.insert(.bold)
        }
        var background = index(of: style.background)
        if self == .eight, background >= 8 { background -= 8 }
        return Resolved(foreground: foreground, background: background, attributes: attributes)
    }

    private func index(of color: Color) -> Int {
        switch color {
        case .default:
            return -1
        case .indexed(let index):
            if self == .direct { return index < 8 ? Int(index) : Palette.value(of: Palette.color(at: index)) }
            return self == .palette || index < 16 ? Int(index) : Palette.nearestOfSixteen(to: Palette.color(at: index))
        case .rgb(let red, let green, let blue):
            let wanted = (Int(red), Int(green), Int(blue))
            if self == .direct { return Palette.value(of: wanted) }
            return self == .palette ? Palette.nearest(to: wanted) : Palette.nearestOfSixteen(to: wanted)
        }
    }
}
