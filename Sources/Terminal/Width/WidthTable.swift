/// How much room a Unicode scalar takes on a terminal, by our own table, so that a screen is the same on every host.
package enum WidthTable {
    /// What a scalar is to a grid of cells.
    package enum Class: Equatable, Sendable {
        /// C0, DEL, C1 or a noncharacter: must never reach a terminal.
        case control
        /// Invisible, but able to reorder, join or hide text.
        case hidden
        /// Variation selector: chooses a glyph, takes no room.
        case variation
        /// Skin tone of the pictograph before it.
        case skinTone
        /// Half of a flag.
        case regionalIndicator
        /// Drawn over the character before it.
        case mark
        /// One column.
        case narrow
        /// Two columns.
        case wide
    }

    /// The class of a scalar.
    ///
    /// - Complexity: constant for Latin text, else four binary searches.
    package static func `class`(of scalar: Unicode.Scalar) -> Class {
        let value = scalar.value
        if value < 0x300 { return latinClass(value) }
        switch value {
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180D, 0x180F: return .variation
        case 0x1F3FB...0x1F3FF: return .skinTone
        case 0x1F1E6...0x1F1FF: return .regionalIndicator
        case 0xFDD0...0xFDEF: return .control
        default: break
        }
        if value & 0xFFFE == 0xFFFE { return .control }
        if contains(value, in: mark) { return .mark }
        if contains(value, in: hidden) { return .hidden }
        return contains(value, in: wide) ? .wide : .narrow
    }

    /// Whether the scalar may become part of an emoji of several scalars.
    package static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x203C && contains(scalar.value, in: pictograph)
    }

    private static func latinClass(_ value: UInt32) -> Class {
        if value < 0x20 || (0x7F..<0xA0).contains(value) { return .control }
        return value == 0xAD ? .hidden : .narrow
    }

    /// Searches a list of closed ranges, each two entries long.
    private static func contains(_ value: UInt32, in ranges: [UInt32]) -> Bool {
        var low = 0
        var high = ranges.count / 2
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle * 2 + 1] < value {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low * 2 < ranges.count && ranges[low * 2] <= value
    }
}
