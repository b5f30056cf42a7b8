/// How far a long piece of work is.
package struct ProgressBar: Hashable, Sendable {
    /// How much is done.
    package var done: Int
    /// How much there is; 0 while that is not known.
    package var total: Int
    /// What stands behind the numbers, such as a rate and a finish time; may be empty.
    package var note: String

    /// A state of the work.
    package init(done: Int, total: Int, note: String = "") {
        self.done = done
        self.total = total
        self.note = note
    }

    /// 0 to 1; 0 while the total is not known.
    package var fraction: Double {
        guard total > 0 else { return 0 }
        return min(1, max(0, Double(done) / Double(total)))
    }

    /// Whole per cent, rounded down, so that 100 means done.
    package var percent: Int {
        guard total > 0 else { return 0 }
        return fraction >= 1 ? 100 : min(99, Int(fraction * 100))
    }

    /// Draws the bar, the share and the note in one row; the bar takes what the words leave, and goes first when room is short.
    package func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        let words = " \(percent) %" + (note.isEmpty ? "" : "  " + note)
        let barWidth = rect.columns - CellText.width(of: words)
        guard barWidth >= 4 else {
            canvas.put(String(words.dropFirst()), in: rect, theme[.text])
            return
        }
        canvas.bar(fraction, at: rect.origin, width: barWidth, theme[.progress], rest: theme[.progressRest])
        canvas.put(words, at: Point(row: rect.row, column: rect.column + barWidth), theme[.text])
    }
}
