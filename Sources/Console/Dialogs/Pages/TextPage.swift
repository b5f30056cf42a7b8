import Domain
import Terminal

/// A text that is read by scrolling: why, summary, help, a personal link.
struct TextPage: Sendable {
    enum Kind: Hashable, Sendable {
        case why(UserID)
        case summary
        case help
        case link(RecipientKey, String)
        case demo
    }

    let kind: Kind
    private(set) var title: String
    private(set) var body: ScrollText
    /// What `y` copies; nil when there is nothing to copy.
    private(set) var copy: String?
    /// The search within the text, while it is being written.
    var find: TextField?
    var word = ""

    init(_ kind: Kind, _ model: ConsoleModel) {
        self.kind = kind
        let text = PageText.text(kind, model)
        title = text.title
        body = ScrollText(text.body)
        copy = text.copy
        resize(model.size)
    }

    /// Facts have changed: the text follows, the place stays.
    mutating func refresh(_ model: ConsoleModel) {
        let text = PageText.text(kind, model)
        title = text.title
        copy = text.copy
        if text.body != body.text { body.replace(with: text.body) }
    }

    mutating func resize(_ size: Size) {
        body.resize(TextPage.room(in: size))
    }

    mutating func scroll(_ key: Key) -> Bool { body.handle(key) }
    mutating func scroll(by rows: Int) { body.scroll(by: rows) }

    /// Goes to the next match; false when there is none.
    mutating func findNext(forward: Bool) -> Bool {
        !word.isEmpty && body.find(word, forward: forward)
    }

    /// How long a line of text may be.
    static func columns(in size: Size) -> Int { room(in: size).columns }

    private static func room(in size: Size) -> Size { frame(in: size).inset(rows: 1, columns: 2).size }

    /// Everything between header and message line.
    static func frame(in size: Size) -> Rect {
        Rect(size).splitRows([.fixed(1), .flex(), .fixed(2)])[1]
    }
}
