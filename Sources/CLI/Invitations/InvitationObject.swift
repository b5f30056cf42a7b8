import Domain

/// An invitation as JSON and as a row.
enum InvitationObject {
    static func of(_ row: InvitationSummary) -> JSONObject {
        var object = JSONObject()
        object.set("id", row.id)
        object.set("name", row.name)
        object.set("location", row.location.name)
        object.set("method", row.method.rawValue)
        object.set("status", row.state.name)
        var counts = JSONObject()
        counts.set("recipients", row.counts.recipients)
        for status in RecipientStatus.allCases { counts.set(status.rawValue, row.counts[status]) }
        counts.set("excluded", row.excluded)
        object["counts"] = .object(counts)
        object.set("problems", row.problems)
        object.set("createdAt", row.createdAt)
        object.set("createdBy", row.createdBy)
        return object
    }

    static let listing = Listing<InvitationSummary>(
        columns: [
            Column("id", "id") { "\($0.id.number)" },
            Column("name", "name") { $0.name },
            Column("location", "location") { $0.location.name },
            Column("method", "method", shown: { Phrases.method($0.method) }, raw: { $0.method.rawValue }),
            Column("status", "status", shown: { Phrases.invitationState($0.state) }, raw: { $0.state.name }),
            Column("accepted", "accepted", shown: { "\($0.counts.accepted)/\($0.acceptable)" }, raw: { "\($0.counts.accepted)" }),
            Column("recipients", nil) { "\($0.counts.recipients)" },
            Column("problems", "problems", shown: { $0.problems == 0 ? "" : "!\($0.problems)" }, raw: { "\($0.problems)" }),
            Column("excluded", nil) { "\($0.excluded)" },
            Column("createdAt", "created", shown: { Phrases.date($0.createdAt) }, raw: { $0.createdAt.rfc3339 }),
            Column("createdBy", "by") { $0.createdBy },
        ],
        object: of)

    /// The same with what only one invitation's page shows.
    static func whole(_ row: InvitationSummary, _ invitation: Invitation, _ state: State) -> JSONObject {
        var object = of(row)
        object.set("autoRegister", invitation.settings.autoRegister)
        object.set("requireLogin", invitation.settings.requireLogin)
        object.set("scope", scope(invitation.settings.scope, state))
        object.set("outsideSite", row.outsideSite)
        object.set("subject", invitation.settings.message.subject)
        object.set("lastSentBy", row.lastSending?.by)
        object.set("lastSentAt", row.lastSending?.at)
        object.set("cancelledAt", invitation.cancelledAt)
        object.set("version", Int(invitation.decision.sequence))
        return object
    }

    static func facts(_ row: InvitationSummary, _ invitation: Invitation, _ state: State) -> [(name: String, value: String)] {
        let counts = RecipientStatus.allCases.filter { row.counts[$0] > 0 }.map { status in
            (name: "  \(Phrases.recipientStatus(status))", value: Phrases.count(row.counts[status]))
        }
        return [
            ("invitation", "\(row.id) \(row.name)"), ("location", row.location.name), ("method", Phrases.method(row.method)),
            ("state", Phrases.invitationState(row.state)),
            ("accepted", "\(Phrases.count(row.counts.accepted)) of \(Phrases.count(row.acceptable))"),
            ("problems", row.problems == 0 ? "none" : Phrases.count(row.problems)),
            ("scope", scope(invitation.settings.scope, state)),
            ("excluded", row.excluded == 0 ? "" : Phrases.count(row.excluded)),
            ("created", "\(row.createdBy), \(Phrases.moment(row.createdAt))"),
            ("last sent", row.lastSending.map { "\($0.by), \(Phrases.moment($0.at))" } ?? ""),
            ("subject", invitation.settings.method == .email ? invitation.settings.message.subject : ""),
            ("recipients", Phrases.count(row.counts.recipients)),
        ] + counts
    }

    private static func scope(_ scope: Scope, _ state: State) -> String {
        let excluded = scope.excludedUsers.count + scope.excludedGroups.count
        let but = excluded == 0 ? "" : ", with exclusions"
        guard case .listed(let users, let groups) = scope.targets else { return "all users" + but }
        let names = groups.map { "group \(state.groups[$0]?.name ?? $0.description)" }
        return (names + (users.isEmpty ? [] : [Phrases.count(users.count, "user")])).joined(separator: ", ") + but
    }
}
