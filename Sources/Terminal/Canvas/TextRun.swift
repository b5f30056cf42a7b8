/// A piece of text with a look of its own.
package struct TextRun: Hashable, Sendable {
    /// What is written.
    package var text: String
    /// How it looks.
    package var style: Style

    /// A piece of text; plain unless said.
    package init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }

    /// The text in two looks: `ranges` of it, counted in characters, in `highlight`; for what a search has found.
    ///
    /// Ranges must be in order; what overlaps or lies outside is ignored.
    package static func highlighting(_ ranges: [Range<Int>], of text: String, _ style: Style, _ highlight: Style) -> [TextRun] {
        let characters = Array(text)
        var runs: [TextRun] = []
        var done = 0
        for range in ranges where range.lowerBound >= done && range.upperBound <= characters.count && !range.isEmpty {
            if range.lowerBound > done { runs.append(TextRun(String(characters[done..<range.lowerBound]), style)) }
            runs.append(TextRun(String(characters[range]), highlight))
            done = range.upperBound
        }
        if done < characters.count || runs.isEmpty { runs.append(TextRun(String(characters[done...]), style)) }
        return runs
    }
}
