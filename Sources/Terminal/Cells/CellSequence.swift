/// Text as cells, made safe on the way.
///
/// Controls become U+FFFD; invisible and reordering scalars become `·`; of an emoji of several scalars the first is drawn; flags
/// become their two letters; marks go into the cell before them, at most four.
package struct CellSequence: Sequence, IteratorProtocol {
    private var scalars: String.UnicodeScalarView.Iterator
    private var ahead: Unicode.Scalar?
    private let style: Style

    /// The cells of a text, all in one style.
    package init(_ text: some StringProtocol, style: Style = .plain) {
        self.scalars = String(text).unicodeScalars.makeIterator()
        self.style = style
        self.ahead = scalars.next()
    }

    /// The next cell; never one of width 0.
    package mutating func next() -> Cell? {
        guard let scalar = ahead else { return nil }
        ahead = scalars.next()
        if scalar.value < 0x7F, scalar.value >= 0x20, ahead.map({ $0.value < 0x300 }) ?? true {
            return Cell(printable: scalar, width: 1, style: style)
        }
        var cell = start(scalar)
        takeMarks(into: &cell, joins: WidthTable.isPictograph(scalar))
        return cell
    }

    private func start(_ scalar: Unicode.Scalar) -> Cell {
        switch WidthTable.class(of: scalar) {
        case .control: Cell(printable: "\u{FFFD}", width: 1, style: style)
        case .hidden, .variation: Cell(printable: "·", width: 1, style: style)
        case .skinTone, .wide: Cell(printable: scalar, width: 2, style: style)
        case .regionalIndicator: Cell(printable: CellSequence.letter(of: scalar), width: 1, style: style)
        case .mark: CellSequence.lone(mark: scalar, style: style)
        case .narrow: Cell(printable: scalar, width: 1, style: style)
        }
    }

    /// Takes what belongs to the cell just begun: marks, and the rest of an emoji.
    private mutating func takeMarks(into cell: inout Cell, joins: Bool) {
        while let scalar = ahead {
            switch WidthTable.class(of: scalar) {
            case .mark: cell.add(mark: scalar)
            case .variation: break
            case .skinTone where joins: break
            case .hidden where joins && scalar == "\u{200D}" && takeJoined(): continue
            default: return
            }
            ahead = scalars.next()
        }
    }

    /// After a joiner: skips the pictograph that it joins; false, with nothing taken, when none follows.
    private mutating func takeJoined() -> Bool {
        var rest = scalars
        guard let joined = rest.next(), WidthTable.isPictograph(joined) else { return false }
        scalars = rest
        ahead = scalars.next()
        return true
    }

    /// A mark with nothing before it sits on a dotted circle, as in a table of characters.
    private static func lone(mark: Unicode.Scalar, style: Style) -> Cell {
        var cell = Cell(printable: "\u{25CC}", width: 1, style: style)
        cell.add(mark: mark)
        return cell
    }

    private static func letter(of indicator: Unicode.Scalar) -> Unicode.Scalar {
        Unicode.Scalar(indicator.value - 0x1F1E6 + 0x41) ?? "?"
    }
}
