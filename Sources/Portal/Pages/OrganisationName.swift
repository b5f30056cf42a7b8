/// The organisation as a page names it; a name from outside is cut to what a heading can hold.
struct OrganisationName: Sendable {
    private static let longest = 120

    /// For the middle of a sentence.
    let text: String
    /// For the beginning of one.
    let atStart: String

    /// The first of the names that says something, else "your organisation".
    init(_ names: String?...) {
        let known = names.lazy.compactMap { $0 }.map(Self.tidy).first { !$0.isEmpty }
        text = known ?? "your organisation"
        atStart = known ?? "Your organisation"
    }

    private static func tidy(_ name: String) -> String {
        let words = name.split { $0.isWhitespace || $0.isNewline }
        let line = words.joined(separator: " ")
        return line.count > longest ? line.prefix(longest) + "…" : line
    }

    /// As HTML, kept apart from the direction of the text around it.
    var html: HTML { "<bdi>\(text)</bdi>" }
    var htmlAtStart: HTML { "<bdi>\(atStart)</bdi>" }
}
