extension Canvas {
    /// Draws a horizontal bar in eighths of a column and returns its width.
    ///
    /// - Parameter fraction: 0 to 1; beyond counts as the end. A bar that is not quite full never looks full, and one that is not
    ///   empty shows at least an eighth.
    @discardableResult
    package mutating func bar(
        _ fraction: Double, at point: Point, width: Int, _ style: Style = .plain, rest: Style = .plain
    ) -> Int {
        let eighths = Canvas.eighths(of: fraction, in: width)
        for column in 0..<max(0, width) {
            let part = min(8, max(0, eighths - column * 8))
            let scalar = part == 0 ? " " : Canvas.leftBlocks[part - 1]
            // In ASCII the rest is dotted: without block characters a bar needs an end to be read against.
            let drawn = part == 0 && isASCII ? "." : scalar
            let cell = Cell(
                printable: drawn, width: 1, style: part == 0 ? rest : style.over(Style(.default, on: rest.background)))
            set(cell, at: Point(row: point.row, column: point.column + column))
        }
        return max(0, width)
    }

    /// Draws one column of eight heights per value, the highest value full, and returns the width.
    ///
    /// Only the last values that fit are shown. A value above 0 is never drawn as nothing.
    @discardableResult
    package mutating func sparkline(_ values: [Int], at point: Point, width: Int, _ style: Style = .plain) -> Int {
        let shown = values.suffix(max(0, width))
        let highest = max(1, shown.max() ?? 1)
        for (column, value) in shown.enumerated() {
            let height = value <= 0 ? 0 : max(1, Int((Double(value) / Double(highest) * 8).rounded()))
            let scalar = height == 0 ? " " : Canvas.lowerBlocks[min(8, height) - 1]
            set(Cell(printable: scalar, width: 1, style: style), at: Point(row: point.row, column: point.column + column))
        }
        return shown.count
    }

    /// Draws where the visible part of a list lies, in the one column of `rect`; nothing when all of it is visible.
    package mutating func scrollBar(_ visible: Range<Int>, of count: Int, in rect: Rect, _ style: Style, thumb: Style) {
        guard count > visible.count, rect.rows > 0, count > 0 else { return }
        let length = max(1, rect.rows * visible.count / count)
        let last = max(1, count - visible.count)
        let start = (rect.rows - length) * min(visible.lowerBound, last) / last
        for row in 0..<rect.rows {
            let isThumb = row >= start && row < start + length
            let cell = Cell(printable: isThumb ? "█" : "│", width: 1, style: isThumb ? thumb : style)
            set(cell, at: Point(row: rect.row + row, column: rect.column))
        }
    }

    private static let leftBlocks: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
    private static let lowerBlocks: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    private static func eighths(of fraction: Double, in width: Int) -> Int {
        let whole = max(0, width) * 8
        guard fraction > 0 else { return 0 }
        guard fraction < 1 else { return whole }
        return min(whole - 1, max(1, Int(fraction * Double(whole))))
    }
}
