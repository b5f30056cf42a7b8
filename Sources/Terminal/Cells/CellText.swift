/// Questions about text as it will stand on the screen.
package enum CellText {
    /// How many columns a text takes.
    package static func width(of text: some StringProtocol) -> Int {
        CellSequence(text).reduce(0) { $0 + Int($1.width) }
    }

    /// The text as a terminal may safely show it: for titles, plain lines and messages outside a canvas.
    ///
    /// Controls, line ends too, become visible placeholders; split lines first where they matter.
    package static func visible(_ text: some StringProtocol) -> String {
        CellSequence(text).reduce(into: "") { $0 += $1.text }
    }

    /// The text cut to a width, with `…` where something is missing.
    package static func truncated(_ text: some StringProtocol, to columns: Int) -> String {
        guard columns > 0 else { return "" }
        var kept: [Cell] = []
        var used = 0
        for cell in CellSequence(text) {
            kept.append(cell)
            used += Int(cell.width)
            if used > columns { break }
        }
        guard used > columns else { return kept.reduce(into: "") { $0 += $1.text } }
        while used > columns - 1, let last = kept.popLast() { used -= Int(last.width) }
        return kept.reduce(into: "") { $0 += $1.text } + "…"
    }

    /// The text in lines of at most so many columns, broken at spaces where that is possible and at line ends always. A line
    /// that begins with blanks keeps them, and so does what is left of it in the next lines.
    ///
    /// - Returns: at least one line, possibly empty; every line made visible as by ``visible(_:)``.
    package static func wrapped(_ text: some StringProtocol, to columns: Int) -> [String] {
        let width = max(1, columns)
        return Substring(text).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap { paragraph in
            let indent = min(paragraph.prefix { $0 == " " }.count, width / 2)
            let margin = String(repeating: " ", count: indent)
            return wrappedParagraph(paragraph.dropFirst(indent), to: width - indent).map { margin + $0 }
        }
    }

    private static func wrappedParagraph(_ paragraph: Substring, to columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
            let wordWidth = CellText.width(of: word)
            if used > 0, used + 1 + wordWidth > columns {
                lines.append(line)
                (line, used) = ("", 0)
            }
            if used > 0 {
                line += " "
                used += 1
            }
            append(word, to: &line, used: &used, finished: &lines, columns: columns)
        }
        return lines + [line]
    }

    /// Adds a word cell by cell, going on in the next line where it is longer than a whole one.
    private static func append(
        _ word: Substring, to line: inout String, used: inout Int, finished lines: inout [String], columns: Int
    ) {
        for cell in CellSequence(word) {
            if used + Int(cell.width) > columns, used > 0 {
                lines.append(line)
                (line, used) = ("", 0)
            }
            line += cell.text
            used += Int(cell.width)
        }
    }
}
