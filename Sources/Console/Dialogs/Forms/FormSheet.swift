import Domain
import Terminal

/// A form whose preview follows every change; confirmed as any sheet.
struct FormSheet: Sendable {
    enum Kind: Sendable {
        case invitation(InvitationForm)
        case user(UserForm)
    }

    let kind: Kind
    var fields: [FormField]
    var cursor = 0
    var isEditing = false
    var confirmation: Confirmation
    var title: String
    var preview: [SheetLine] = []
    var terms = Confirmation.Terms()

    init(_ form: InvitationForm, _ confirmation: Confirmation) {
        kind = .invitation(form)
        fields = form.fields
        title = "New invitation"
        self.confirmation = confirmation
    }

    init(_ form: UserForm, _ confirmation: Confirmation) {
        kind = .user(form)
        fields = form.fields
        title = "Edit \(form.user.username)"
        self.confirmation = confirmation
    }

    enum Answer: Hashable, Sendable {
        case ignored
        case taken
        /// A field says another thing now: the preview has to be read anew.
        case changed
        case confirmed
        case leave
    }

    mutating func handle(_ key: Key, _ action: ConsoleAction?, _ move: ConsoleAction?) -> Answer {
        guard confirmation.isPainted else { return key == .escape ? .leave : .taken }
        if isEditing { return edit(key) }
        if !confirmation.isGivingReason, let answer = navigate(key, move) { return answer }
        switch confirmation.handle(key, action, terms) {
        case .ignored: return .ignored
        case .taken: return .taken
        case .confirmed: return .confirmed
        case .leave: return .leave
        }
    }

    mutating func paste(_ text: String) -> Answer {
        guard isEditing, case .text(var field) = fields[cursor].content else {
            confirmation.paste(text)
            return .taken
        }
        field.insert(text)
        fields[cursor].content = .text(field)
        return .changed
    }

    private mutating func navigate(_ key: Key, _ move: ConsoleAction?) -> Answer? {
        switch (key, move) {
        case (.tab, _), (_, .down): cursor = (cursor + 1) % fields.count
        case (.backTab, _), (_, .up): cursor = (cursor + fields.count - 1) % fields.count
        case (.enter, _), (.space, _):
            if case .text = fields[cursor].content {
                isEditing = true
                return .taken
            }
            return step(by: 1)
        case (_, .right): return step(by: 1)
        case (_, .left): return step(by: -1)
        default: return nil
        }
        return .taken
    }

    private mutating func step(by count: Int) -> Answer {
        fields[cursor].step(by: count)
        return .changed
    }

    private mutating func edit(_ key: Key) -> Answer {
        guard case .text(var field) = fields[cursor].content else { return .ignored }
        if key == .enter || key == .escape || key == .tab {
            isEditing = false
            if key == .tab { cursor = (cursor + 1) % fields.count }
            return .taken
        }
        guard field.handle(key) else { return .ignored }
        fields[cursor].content = .text(field)
        return .changed
    }
}
