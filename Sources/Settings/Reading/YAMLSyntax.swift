/// The YAML scanner's complaints in plain words, with the better of its two places.
struct YAMLSyntax {
    /// What is wrong, as a sentence.
    let sentence: String
    /// True when the place where the construct begins says more than the place where the scanner gave up.
    let isAtContext: Bool

    init(context: String?, problem: String) {
        let context = context ?? ""
        if problem.hasPrefix("could not find expected ':'") {
            (sentence, isAtContext) = (Self.colonMissing, true)
        } else if problem.contains("unexpected end of stream") && context.contains("quoted scalar") {
            (sentence, isAtContext) = ("the quotation mark that opens here is never closed", true)
        } else if problem.contains("mapping values are not allowed") {
            (sentence, isAtContext) = ("a colon is not expected here; indent the line, or put the text in quotes", false)
        } else if problem.contains("tab character") {
            (sentence, isAtContext) = (Self.tabs, false)
        } else if problem.contains("cannot start any token") {
            (sentence, isAtContext) = ("a text that begins with this character must stand in quotes", false)
        } else if problem.contains("expected ',' or ']'") {
            (sentence, isAtContext) = ("the list that opens here is never closed with ]", true)
        } else if problem.contains("expected ',' or '}'") {
            (sentence, isAtContext) = ("the section that opens here is never closed with }", true)
        } else if problem.contains("expected <block end>") || problem.contains("did not find expected key") {
            (sentence, isAtContext) = ("this line is not indented like the ones before it", false)
        } else if problem.contains("another document") {
            (sentence, isAtContext) = ("only one document is allowed in the file", false)
        } else if problem.contains("esting level") {
            (sentence, isAtContext) = ("nested too deeply", false)
        } else {
            (sentence, isAtContext) = ("not valid YAML: \(problem)", false)
        }
    }

    private static let colonMissing = "expected `name: value`; the colon is missing"
    private static let tabs = "lines are indented with spaces, not with tabs"

    /// What the text around the place says better than the scanner: a tab, or a colon that is missing in the line before.
    static func betterReading(
        of problem: String, at place: SettingsPlace, in text: String
    ) -> (place: SettingsPlace, sentence: String)? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(place.line - 1) else { return nil }
        let line = lines[place.line - 1].unicodeScalars
        if problem.contains("cannot start any token"), line.dropFirst(place.column - 1).first == "\t" {
            return (place, tabs)
        }
        guard problem.contains("mapping values are not allowed"), place.line >= 2 else { return nil }
        let before = lines[place.line - 2].unicodeScalars
        let indentation = before.prefix { $0 == " " }.count
        // `host mail.example.org` and the line below it were taken for one text that goes on.
        guard line.prefix(while: { $0 == " " }).count == indentation, before.count > indentation, !before.contains(":"),
            before.first != "-"
        else { return nil }
        return (SettingsPlace(line: place.line - 1, column: indentation + 1), colonMissing)
    }
}
