import Domain
import Terminal

/// What a person may change of a user at the keyboard.
struct UserForm: Sendable {
    let user: User
    let groups: String
    let sites: String
    /// What the form was opened on: a change by somebody else since then is refused (R28).
    let version: UInt64?

    var fields: [FormField] {
        [
            FormField("email", text: user.email, limit: 254), FormField("full name", text: user.fullName, limit: 200),
            FormField("Managed Apple Account", text: user.managedAppleAccount, limit: 254),
            FormField("phone", text: user.phone, limit: 100), FormField("groups", text: groups), FormField("sites", text: sites),
        ]
    }

    /// Only what differs, so that two people may change different things at once.
    func draft(_ fields: [FormField]) -> UserDraft? {
        guard fields.count >= 6 else { return nil }
        var draft = UserDraft(username: user.username)
        if fields[0].text != user.email { draft.email = fields[0].text }
        if fields[1].text != user.fullName { draft.fullName = fields[1].text }
        if fields[2].text != user.managedAppleAccount { draft.managedAppleAccount = fields[2].text }
        if fields[3].text != user.phone { draft.phone = fields[3].text }
        if fields[4].text != groups { draft.groups = Self.names(fields[4].text) }
        if fields[5].text != sites { draft.sites = Self.names(fields[5].text) }
        return draft == UserDraft(username: user.username) ? nil : draft
    }

    func lines(_ fields: [FormField]) -> [SheetLine] {
        guard draft(fields) != nil else { return [SheetLine(text: "Nothing is changed yet.", role: .textDim)] }
        return zip(self.fields, fields).filter { $0.text != $1.text }.map { before, after in
            let old = before.text.isEmpty ? "nothing" : before.text
            return SheetLine(text: "\(after.name): \(after.text.isEmpty ? "nothing" : after.text), was \(old)", role: .notice)
        }
    }

    /// Names with commas between them.
    private static func names(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
    }
}
