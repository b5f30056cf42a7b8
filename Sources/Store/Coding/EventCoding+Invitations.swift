import Domain

extension EventCoding {
    static func encodeInvitations(_ event: Event) -> PendingRecord? {
        switch event {
        case .invitationCreated(let id, let settings, let excluded, let outsideSite):
            PendingRecord(kind: "invitationCreated") {
                $0.field("invitation", id)
                $0.fields(settings)
                $0.field("excluded", excluded)
                $0.field("outsideSite", outsideSite)
            }
        case .invitationCancelled(let id):
            PendingRecord(kind: "invitationCancelled") { $0.field("invitation", id) }
        case .recipientsQueued(let queued):
            PendingRecord(kind: "recipientsQueued") {
                $0.field("invitation", queued.invitation)
                $0.field("cause", queued.cause.rawValue)
                $0.field("automatic", ifTrue: queued.automatic)
                $0.field("notBefore", queued.notBefore)
                $0.field("users", queued.users)
            }
        case .recipientsSkipped(let id, let reason, let users):
            PendingRecord(kind: "recipientsSkipped") {
                $0.field("invitation", id)
                $0.field("reason", reason.rawValue)
                $0.field("users", users)
            }
        case .recipientsCancelled(let id, let users): encodeList("recipientsCancelled", id, users)
        case .recipientsSuperseded(let id, let users): encodeList("recipientsSuperseded", id, users)
        case .recipientsConsideredSent(let id, let users): encodeList("recipientsConsideredSent", id, users)
        case .linkOpened(let key): PendingRecord(kind: "linkOpened") { $0.fields(key) }
        case .linkShown(let key): PendingRecord(kind: "linkShown") { $0.fields(key) }
        default: nil
        }
    }

    private static func encodeList(_ kind: String, _ id: InvitationID, _ users: [UserID]) -> PendingRecord {
        PendingRecord(kind: kind) {
            $0.field("invitation", id)
            $0.field("users", users)
        }
    }

    static let invitationReaders: [String: Reader] = [
        "invitationCreated": { (body) throws(JSONError) in
            .invitationCreated(
                try body.id("invitation"), try InvitationSettings(body), excluded: try body.integer("excluded"),
                outsideSite: try body.integer("outsideSite"))
        },
        "invitationCancelled": { (body) throws(JSONError) in .invitationCancelled(try body.id("invitation")) },
        "recipientsQueued": { (body) throws(JSONError) in
            .recipientsQueued(
                RecipientsQueued(
                    invitation: try body.id("invitation"), cause: try body.word("cause"), automatic: try body.flag("automatic"),
                    notBefore: try body.instant("notBefore"), users: try body.ids("users")))
        },
        "recipientsSkipped": { (body) throws(JSONError) in
            .recipientsSkipped(try body.id("invitation"), try body.word("reason"), users: try body.ids("users"))
        },
        "recipientsCancelled": { (body) throws(JSONError) in
            .recipientsCancelled(try body.id("invitation"), users: try body.ids("users"))
        },
        "recipientsSuperseded": { (body) throws(JSONError) in
            .recipientsSuperseded(try body.id("invitation"), users: try body.ids("users"))
        },
        "recipientsConsideredSent": { (body) throws(JSONError) in
            .recipientsConsideredSent(try body.id("invitation"), users: try body.ids("users"))
        },
        "linkOpened": { (body) throws(JSONError) in .linkOpened(try RecipientKey(body)) },
        "linkShown": { (body) throws(JSONError) in .linkShown(try RecipientKey(body)) },
    ]
}

extension JSONWriter {
    mutating func fields(_ key: RecipientKey) {
        field("invitation", key.invitation)
        field("user", key.user)
    }

    mutating func fields(_ settings: InvitationSettings) {
        field("name", settings.name)
        field("location", settings.location)
        field("method", settings.method.rawValue)
        field("autoRegister", ifTrue: settings.autoRegister)
        field("requireLogin", ifTrue: settings.requireLogin)
        field("scope", object: { $0.fields(settings.scope) })
        field("message", object: { $0.fields(settings.message) })
        field("redoMessage", object: { $0.fields(settings.redoMessage) })
    }

    private mutating func fields(_ scope: Scope) {
        switch scope.targets {
        case .allUsers: field("allUsers", true)
        case .listed(let users, let groups):
            field("users", ifNotEmpty: users)
            field("groups", ifNotEmpty: groups)
        }
        field("excludedUsers", ifNotEmpty: scope.excludedUsers)
        field("excludedGroups", ifNotEmpty: scope.excludedGroups)
    }

    private mutating func fields(_ message: MessageText) {
        field("senderName", ifNotEmpty: message.senderName)
        field("senderAddress", ifNotEmpty: message.senderAddress)
        field("subject", message.subject)
        field("body", message.body)
    }
}

extension RecipientKey {
    init(_ body: JSONFields) throws(JSONError) {
        self.init(try body.id("invitation"), try body.id("user"))
    }
}

extension InvitationSettings {
    init(_ body: JSONFields) throws(JSONError) {
        self.init(
            name: try body.string("name"), location: try body.id("location"), method: try body.word("method"),
            autoRegister: try body.flag("autoRegister"), requireLogin: try body.flag("requireLogin"),
            scope: try Scope(body.object("scope")), message: try MessageText(body.object("message")),
            redoMessage: try MessageText(body.object("redoMessage")))
    }
}

extension Scope {
    fileprivate init(_ body: JSONFields) throws(JSONError) {
        self.init(
            targets: try body.flag("allUsers") ? .allUsers : .listed(users: body.ids("users"), groups: body.ids("groups")),
            excludedUsers: try body.ids("excludedUsers"), excludedGroups: try body.ids("excludedGroups"))
    }
}

extension MessageText {
    fileprivate init(_ body: JSONFields) throws(JSONError) {
        self.init(
            senderName: try body.text("senderName"), senderAddress: try body.text("senderAddress"),
            subject: try body.string("subject"), body: try body.string("body"))
    }
}
