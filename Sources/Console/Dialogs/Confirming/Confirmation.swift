import Domain
import Terminal

/// What a person has to do before anything is done; the rules are the same in every sheet.
///
/// `y` does it, above 100 people the number itself. Enter and the key that opened the sheet never confirm, whatever keys.yaml
/// says, and nothing counts that was typed before the sheet was painted.
struct Confirmation: Sendable {
    let id: UniqueID
    let openedBy: Key?
    var reason = TextField(limit: 500)
    var isGivingReason = false
    var isPainted = false
    /// What was typed of the number.
    private(set) var typed = ""
    /// Why the last attempt was not one.
    var refusal: String?

    init(id: UniqueID, openedBy: Key?) {
        self.id = id
        self.openedBy = openedBy
    }

    enum Answer: Hashable, Sendable {
        /// The key means nothing here.
        case ignored
        case taken
        case confirmed
        case leave
    }

    /// What has to be true beside the keys.
    struct Terms: Hashable, Sendable {
        var people = 0
        /// Why it cannot be done at all.
        var obstacle: String?
        /// What a reason is needed for; nil when it is not.
        var needsReason: String?
        /// `y` is enough whatever the number: taking back sends nothing.
        var alwaysYes = false

        var wantsNumber: Bool { people > ConsoleOptions.people }
    }

    /// The reason as it goes into the record; nil without one.
    var givenReason: String? {
        let words = reason.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : words
    }

    mutating func handle(_ key: Key, _ action: ConsoleAction?, _ terms: Terms) -> Answer {
        guard isPainted else { return key == .escape ? .leave : .taken }
        if isGivingReason { return giveReason(key) }
        if key == .escape || key == Key("q") { return .leave }
        if key == .enter || key == openedBy { return .ignored }
        if action == .reason {
            isGivingReason = true
            refusal = nil
            return .taken
        }
        if action == .confirm { return confirm(terms, byNumber: false) }
        return type(key, terms)
    }

    private mutating func giveReason(_ key: Key) -> Answer {
        if key == .enter || key == .escape || key == .tab {
            if key == .escape { reason.replace(with: "") }
            isGivingReason = false
            return .taken
        }
        return reason.handle(key) ? .taken : .ignored
    }

    private mutating func type(_ key: Key, _ terms: Terms) -> Answer {
        guard terms.wantsNumber else { return .ignored }
        if key == .backspace {
            typed = String(typed.dropLast())
            return .taken
        }
        guard let digit = key.typed, ("0"..."9").contains(digit) else { return .ignored }
        typed = String((typed + String(Character(digit))).suffix(9))
        return typed == String(terms.people) ? confirm(terms, byNumber: true) : .taken
    }

    private mutating func confirm(_ terms: Terms, byNumber: Bool) -> Answer {
        if let obstacle = terms.obstacle {
            refusal = obstacle
            return .taken
        }
        if let needed = terms.needsReason, givenReason == nil {
            refusal = "A reason is needed for \(needed): # gives it."
            typed = ""
            return .taken
        }
        if terms.wantsNumber, !byNumber, !terms.alwaysYes {
            refusal = "Above \(ConsoleOptions.people) people: type \(terms.people) instead of y."
            return .taken
        }
        return .confirmed
    }

    /// Text that was pasted goes into the reason while it is being written, and nowhere else.
    mutating func paste(_ text: String) {
        if isGivingReason { reason.insert(text) }
    }
}
