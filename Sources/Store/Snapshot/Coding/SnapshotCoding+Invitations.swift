import Domain

extension SnapshotCoding {
    static func line(_ invitation: Invitation) -> [UInt8] {
        line("invitation") {
            $0.field("id", invitation.id)
            $0.fields(invitation.settings)
            $0.field("createdAt", invitation.createdAt)
            $0.field("createdBy", invitation.createdBy)
            $0.field("decision", invitation.decision)
            $0.field("cancelledAt", ifPresent: invitation.cancelledAt?.milliseconds)
            if let sending = invitation.lastSending { $0.field("lastSending", sending) }
            $0.field("excluded", invitation.excluded)
            $0.field("outsideSite", invitation.outsideSite)
            $0.field("counts", object: { $0.fields(invitation.counts) })
        }
    }

    static func line(_ redo: Redo) -> [UInt8] {
        line("redo") {
            $0.field("id", redo.id)
            $0.field("user", redo.user)
            $0.field("location", redo.location)
            $0.field("startedAt", redo.startedAt)
            $0.field("by", redo.by)
            $0.field("stage", redo.stage.rawValue)
            $0.field("since", redo.since)
            if let failure = redo.failure {
                $0.field(
                    "failure",
                    object: {
                        $0.field("stage", failure.stage.rawValue)
                        $0.field("reason", failure.reason)
                    })
            }
            $0.field("carrier", redo.carrier)
            $0.field("finishedAt", ifPresent: redo.finishedAt?.milliseconds)
            $0.field("apps", ifNotEmpty: redo.apps)
            $0.field("books", ifNotEmpty: redo.books)
            if redo.appsTakenBack != 0 { $0.field("appsTakenBack", redo.appsTakenBack) }
            if redo.appsReassigned != 0 { $0.field("appsReassigned", redo.appsReassigned) }
            $0.field("sameAccountAgain", ifTrue: redo.sameAccountAgain)
            $0.field("endedEarly", ifTrue: redo.endedEarly)
        }
    }

    static let invitationReaders: [String: Reader] = [
        "invitation": { (body, image) throws(JSONError) in
            var invitation = Invitation(
                id: try body.id("id"), settings: try InvitationSettings(body), createdAt: try body.instant("createdAt"),
                createdBy: try body.string("createdBy"), decision: try Decision(body.object("decision")),
                excluded: try body.integer("excluded"), outsideSite: try body.integer("outsideSite"))
            invitation.cancelledAt = try body.optionalInstant("cancelledAt")
            invitation.lastSending = try body.optionalDecision("lastSending")
            invitation.counts = try RecipientCounts(body.object("counts"))
            image.invitations[invitation.id] = invitation
        },
        "redo": { (body, image) throws(JSONError) in
            let redo = try Redo(body)
            image.redos[redo.id] = redo
        },
    ]
}

extension JSONWriter {
    /// How many recipients have each status, those that nobody has left out.
    fileprivate mutating func fields(_ counts: RecipientCounts) {
        for status in RecipientStatus.allCases where counts[status] > 0 { field(status.rawValue, counts[status]) }
        if counts.alreadyAccepted > 0 { field("alreadyAccepted", counts.alreadyAccepted) }
    }
}

extension RecipientCounts {
    fileprivate init(_ body: JSONFields) throws(JSONError) {
        var counts: [UInt32] = []
        for status in RecipientStatus.allCases { counts.append(try body.optionalInteger(status.rawValue) ?? 0) }
        self.init(counts, alreadyAccepted: try body.optionalInteger("alreadyAccepted") ?? 0)
    }
}

extension Redo {
    fileprivate init(_ body: JSONFields) throws(JSONError) {
        self.init(
            id: try body.id("id"), user: try body.id("user"), location: try body.id("location"),
            startedAt: try body.instant("startedAt"), by: try body.string("by"), carrier: try body.id("carrier"))
        stage = try body.word("stage")
        since = try body.instant("since")
        if let failed = try body.optionalObject("failure") {
            failure = Failure(stage: try failed.word("stage"), reason: try failed.string("reason"))
        }
        finishedAt = try body.optionalInstant("finishedAt")
        apps = try body.strings("apps")
        books = try body.strings("books")
        appsTakenBack = try body.optionalInteger("appsTakenBack") ?? 0
        appsReassigned = try body.optionalInteger("appsReassigned") ?? 0
        sameAccountAgain = try body.flag("sameAccountAgain")
        endedEarly = try body.flag("endedEarly")
    }
}
