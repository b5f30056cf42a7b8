/// One column of the screen: a printable scalar, up to four marks over it, its width and its look.
///
/// Cells come only from ``CellSequence``, ``blank(_:)`` and ``Canvas``, so no slot of any cell ever holds a control, an invisible
/// or a reordering scalar, whatever the text was.
package struct Cell: Hashable, Sendable {
    /// The scalar that is drawn; a space in the right half of a wide cell.
    package let base: Unicode.Scalar
    /// 1, 2, or 0 for the right half of the wide cell before it.
    package let width: UInt8
    /// How many of the four mark slots are used.
    package private(set) var markCount: UInt8 = 0
    /// How the cell looks.
    package var style: Style
    private var mark0: UInt32 = 0
    private var mark1: UInt32 = 0
    private var mark2: UInt32 = 0
    private var mark3: UInt32 = 0

    /// How many marks a cell holds; more are cut.
    package static let maximumMarks = 4

    /// - Precondition: `base` is printable; callers in this folder have classified it.
    init(printable base: Unicode.Scalar, width: UInt8, style: Style) {
        self.base = base
        self.width = width
        self.style = style
    }

    /// An empty column.
    package static func blank(_ style: Style = .plain) -> Cell {
        Cell(printable: " ", width: 1, style: style)
    }

    /// The right half of a wide cell.
    static func rightHalf(_ style: Style) -> Cell {
        Cell(printable: " ", width: 0, style: style)
    }

    /// The marks in their order, as scalar values.
    package var marks: (UInt32, UInt32, UInt32, UInt32) {
        (mark0, mark1, mark2, mark3)
    }

    /// What the cell shows, as text; empty for the right half of a wide cell.
    package var text: String {
        guard width > 0 else { return "" }
        var text = String(Character(base))
        for value in [mark0, mark1, mark2, mark3].prefix(Int(markCount)) {
            if let mark = Unicode.Scalar(value) { text.unicodeScalars.append(mark) }
        }
        return text
    }

    /// Adds a mark, or drops it when all four slots are used.
    mutating func add(mark: Unicode.Scalar) {
        switch markCount {
        case 0: mark0 = mark.value
        case 1: mark1 = mark.value
        case 2: mark2 = mark.value
        case 3: mark3 = mark.value
        default: return
        }
        markCount += 1
    }

    /// The same cell for a screen that shows nothing beyond ASCII, one column wide.
    var inASCII: Cell {
        guard !base.isASCII || markCount > 0 else { return self }
        return Cell(printable: base.isASCII ? base : AsciiFallback.scalar(for: base), width: 1, style: style)
    }
}
