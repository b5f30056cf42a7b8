/// A canvas as text that people can read in a file and in a failed test: the characters, then which look each cell has.
package enum ScreenText {
    /// The text of a canvas.
    ///
    /// First the size and the cursor, then one line a row between bars, then one line a row with a letter per look (`.` is
    /// plain, rows that are plain throughout are left out), then what the letters mean.
    package static func render(_ canvas: Canvas, cursor: Point? = nil) -> String {
        var lines = ["\(canvas.size.columns)x\(canvas.size.rows)" + (cursor.map { " cursor \($0.row),\($0.column)" } ?? "")]
        for row in 0..<canvas.size.rows {
            lines.append("|" + canvas[row: row].reduce(into: "") { $0 += $1.text } + "|")
        }
        var legend: [Style] = []
        for row in 0..<canvas.size.rows {
            let letters = canvas[row: row].reduce(into: "") { $0.append(letter(of: $1.style, in: &legend)) }
            if letters.contains(where: { $0 != "." }) { lines.append(padded(row) + " " + letters) }
        }
        lines += legend.enumerated().map { "\(letters[min($0.offset, letters.count - 1)]) = \($0.element)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The characters alone, without the blanks at line ends; for tests that look for words.
    package static func characters(_ canvas: Canvas) -> String {
        (0..<canvas.size.rows).map { row in
            let line = canvas[row: row].reduce(into: "") { $0 += $1.text }
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    /// What differs between two rendered screens, line by line with a pointer to the first difference; nil when nothing does.
    package static func difference(expected: String, actual: String) -> String? {
        guard expected != actual else { return nil }
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        var report: [String] = []
        for index in 0..<max(old.count, new.count) {
            let before = index < old.count ? String(old[index]) : "(no line)"
            let after = index < new.count ? String(new[index]) : "(no line)"
            guard before != after else { continue }
            let same = zip(before, after).prefix { $0 == $1 }.map(\.0)
            let pointer = String(repeating: " ", count: CellText.width(of: String(same))) + "^"
            report += ["line \(index + 1)", "  expected \(before)", "  actual   \(after)", "           \(pointer)"]
        }
        return report.joined(separator: "\n")
    }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789?")

    private static func letter(of style: Style, in legend: inout [Style]) -> Character {
        guard style != .plain else { return "." }
        if let index = legend.firstIndex(of: style) { return letters[min(index, letters.count - 1)] }
        legend.append(style)
        return letters[min(legend.count, letters.count) - 1]
    }

    private static func padded(_ row: Int) -> String {
        let digits = String(row)
        return String(repeating: " ", count: max(0, 3 - digits.count)) + digits
    }
}
