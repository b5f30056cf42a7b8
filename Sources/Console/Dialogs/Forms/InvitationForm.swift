import Domain
import Terminal

/// What the form of a new invitation offers, and the settings that its fields say.
struct InvitationForm: Sendable {
    struct Choice: Hashable, Sendable {
        let label: String
        let scope: Scope
    }

    let locations: [Location]
    let choices: [Choice]
    /// The invitation that this one is like.
    let base: InvitationSettings?
    let today: String

    static let methods: [DistributionMethod] = [.email, .selfService, .prompt, .automatic]

    /// The fields, filled with what is most likely meant.
    var fields: [FormField] {
        let method = base?.method ?? .email
        let location = locations.firstIndex { $0.id == base?.location } ?? 0
        return [
            FormField("name", text: base.map { "\($0.name), again" } ?? "Invitation \(today)", limit: 100),
            FormField("location", choices: locations.map(\.name), chosen: location),
            FormField("method", choices: Self.methods.map(Phrases.method), chosen: Self.methods.firstIndex(of: method) ?? 0),
            FormField("for", choices: choices.map(\.label)),
            FormField("auto-register", isOn: base?.autoRegister ?? false),
            FormField("log-in first", isOn: base?.requireLogin ?? false),
            FormField("subject", text: base?.message.subject ?? MessageText.invitation.subject, limit: 200),
        ]
    }

    /// What the fields say; nil without a location or anybody to invite.
    func settings(_ fields: [FormField]) -> InvitationSettings? {
        guard fields.count >= 7, locations.indices.contains(fields[1].chosen), choices.indices.contains(fields[3].chosen),
            Self.methods.indices.contains(fields[2].chosen)
        else { return nil }
        var message = base?.message ?? .invitation
        message.subject = fields[6].text
        return InvitationSettings(
            name: fields[0].text, location: locations[fields[1].chosen].id, method: Self.methods[fields[2].chosen],
            autoRegister: fields[4].isOn, requireLogin: fields[5].isOn, scope: choices[fields[3].chosen].scope,
            message: message, redoMessage: base?.redoMessage ?? .redo)
    }

    /// What the preview says: what will not work first (R6), then who gets what, who is skipped and why, and what it takes.
    static func lines(_ preview: InvitationPreview) -> [SheetLine] {
        var lines = preview.warnings.map { SheetLine(text: "! " + Phrases.warning($0), role: .warning) }
        func say(_ text: String, _ role: ThemeRole = .text) { lines.append(SheetLine(text: text, role: role)) }
        say(
            "\(Phrases.count(preview.reached, "person is", "people are")) reached"
                + (preview.automatic > 0 ? ", \(Phrases.count(preview.automatic)) registered without a message" : ""), .textStrong
        )
        if !preview.sample.isEmpty { say("  " + Phrases.names(preview.sample, total: preview.total, limit: 5), .textDim) }
        for skip in preview.skipped { say("  \(Phrases.count(skip.count)) skipped: \(Phrases.reason(skip.reason))", .warning) }
        if preview.excluded > 0 { say("  \(Phrases.count(preview.excluded)) excluded") }
        if preview.outsideSite > 0 { say("  \(Phrases.count(preview.outsideSite)) outside the location's site") }
        let time = preview.minutes > 0 ? ", at least \(Phrases.minutes(preview.minutes))" : ""
        let needed = Phrases.count(preview.registrationsNeeded)
        say("\(Phrases.count(preview.mails, "mail")), \(needed) to register at Apple\(time)", .textDim)
        return lines
    }
}
