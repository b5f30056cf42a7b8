/// One key as it was pressed.
package struct Key: Hashable, Sendable {
    /// What was pressed, apart from the keys held with it.
    package enum Code: Hashable, Sendable {
        /// A character; never a control.
        case character(Unicode.Scalar)
        case enter, escape, tab, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        /// F1 to F63.
        case function(Int)
    }

    /// The keys held with it.
    package struct Modifiers: OptionSet, Hashable, Sendable {
        /// One bit a key.
        package let rawValue: UInt8
        /// A set from its bits.
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Only with named keys: a shifted letter is another letter.
        package static let shift = Modifiers(rawValue: 1)
        /// Alt, Meta or a leading ESC.
        package static let alt = Modifiers(rawValue: 2)
        /// Ctrl or Control.
        package static let ctrl = Modifiers(rawValue: 4)
    }

    /// What was pressed.
    package let code: Code
    /// What was held with it.
    package let modifiers: Modifiers

    /// A key; combinations that a terminal cannot tell apart become the plainer one (ctrl-i is tab, ctrl-m enter).
    package init(_ code: Code, _ modifiers: Modifiers = []) {
        (self.code, self.modifiers) = Key.normalized(code, modifiers)
    }

    /// A character without anything held.
    package init(_ character: Unicode.Scalar) {
        self.init(.character(character))
    }

    /// Enter, also Return and Ctrl-M.
    package static let enter = Key(.enter)
    /// Esc.
    package static let escape = Key(.escape)
    /// Tab, also Ctrl-I.
    package static let tab = Key(.tab)
    /// Shift-Tab.
    package static let backTab = Key(.tab, .shift)
    /// Backspace, also Ctrl-H.
    package static let backspace = Key(.backspace)
    /// Delete.
    package static let delete = Key(.delete)
    /// Insert.
    package static let insert = Key(.insert)
    /// Arrow up.
    package static let up = Key(.up)
    /// Arrow down.
    package static let down = Key(.down)
    /// Arrow left.
    package static let left = Key(.left)
    /// Arrow right.
    package static let right = Key(.right)
    /// Home.
    package static let home = Key(.home)
    /// End.
    package static let end = Key(.end)
    /// Page up.
    package static let pageUp = Key(.pageUp)
    /// Page down.
    package static let pageDown = Key(.pageDown)
    /// The space bar.
    package static let space = Key(" ")

    /// The key with Ctrl held.
    package static func ctrl(_ character: Unicode.Scalar) -> Key { Key(.character(character), .ctrl) }
    /// The key with Alt held.
    package static func alt(_ character: Unicode.Scalar) -> Key { Key(.character(character), .alt) }
    /// A function key.
    package static func function(_ number: Int) -> Key { Key(.function(number)) }

    /// The character to insert into a text field; nil for every other key.
    package var typed: Unicode.Scalar? {
        guard case .character(let scalar) = code, modifiers.isEmpty else { return nil }
        return scalar
    }

    private static func normalized(_ code: Code, _ modifiers: Modifiers) -> (Code, Modifiers) {
        guard case .character(let scalar) = code else { return (code, modifiers) }
        let held = modifiers.subtracting(.shift)
        guard held.contains(.ctrl) else { return (code, held) }
        let lower = lowercased(scalar)
        switch lower {
        case "i": return (.tab, held.subtracting(.ctrl))
        case "m", "j": return (.enter, held.subtracting(.ctrl))
        case "h": return (.backspace, held.subtracting(.ctrl))
        case "[": return (.escape, held.subtracting(.ctrl))
        default: return (.character(lower), held)
        }
    }

    private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard scalar.value >= 0x41, scalar.value <= 0x5A else { return scalar }
        return Unicode.Scalar(scalar.value + 0x20) ?? scalar
    }
}
