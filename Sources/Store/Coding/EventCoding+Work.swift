import Domain

extension EventCoding {
    static func encodeWork(_ event: Event) -> PendingRecord? {
        switch event {
        case .workerStarted(let epoch, let role, let processID, let bootID):
            PendingRecord(kind: "store.workerStarted") {
                $0.field("epoch", epoch)
                $0.field("role", role)
                $0.field("pid", processID)
                $0.field("bootId", bootID)
            }
        case .appleRequestClaimed(let id, let kind, let location, let users, let epoch):
            PendingRecord(kind: "appleRequestClaimed") {
                $0.field("request", id)
                $0.field("kind", kind.rawValue)
                $0.field("location", location)
                $0.field("epoch", epoch)
                $0.field("users", users)
            }
        case .appleRequestResumed(let id, let epoch):
            PendingRecord(kind: "appleRequestResumed") {
                $0.field("request", id)
                $0.field("epoch", epoch)
            }
        case .appleRequestQueued(let id, let eventID):
            PendingRecord(kind: "appleRequestQueued") {
                $0.field("request", id)
                $0.field("eventId", eventID)
            }
        case .appleRequestClosed(let id, let reason):
            PendingRecord(kind: "appleRequestClosed") {
                $0.field("request", id)
                $0.field("reason", ifPresent: reason)
            }
        default: encodeDeliveries(event)
        }
    }

    private static func encodeDeliveries(_ event: Event) -> PendingRecord? {
        switch event {
        case .deliveriesClaimed(let epoch, let keys):
            PendingRecord(kind: "deliveriesClaimed") {
                $0.field("epoch", epoch)
                $0.field("recipients", keys)
            }
        case .deliveriesReleased(let epoch, let keys, let reason):
            PendingRecord(kind: "deliveriesReleased") {
                $0.field("epoch", epoch)
                $0.field("recipients", keys)
                $0.field("reason", reason)
            }
        case .recipientSent(let key, let epoch):
            PendingRecord(kind: "recipientSent") { $0.fields(key, epoch) }
        case .recipientDeferred(let key, let epoch, let until, let reason):
            PendingRecord(kind: "recipientDeferred") {
                $0.fields(key, epoch)
                $0.field("until", until)
                $0.field("reason", reason)
            }
        case .recipientFailed(let key, let epoch, let reason):
            PendingRecord(kind: "recipientFailed") {
                $0.fields(key, epoch)
                $0.field("code", reason.code.rawValue)
                $0.field("detail", ifNotEmpty: reason.detail)
            }
        case .recipientUnknown(let key, let epoch, let reason):
            PendingRecord(kind: "recipientUnknown") {
                $0.fields(key, epoch)
                $0.field("reason", reason)
            }
        default: nil
        }
    }

    static let workReaders: [String: Reader] = [
        "store.workerStarted": { (body) throws(JSONError) in
            .workerStarted(
                epoch: try body.integer("epoch"), role: try body.string("role"), processID: try body.integer("pid"),
                bootID: try body.text("bootId"))
        },
        "appleRequestClaimed": { (body) throws(JSONError) in
            .appleRequestClaimed(
                try body.id("request"), try body.word("kind"), try body.id("location"), users: try body.ids("users"),
                epoch: try body.integer("epoch"))
        },
        "appleRequestResumed": { (body) throws(JSONError) in
            .appleRequestResumed(try body.id("request"), epoch: try body.integer("epoch"))
        },
        "appleRequestQueued": { (body) throws(JSONError) in
            .appleRequestQueued(try body.id("request"), eventID: try body.string("eventId"))
        },
        "appleRequestClosed": { (body) throws(JSONError) in
            .appleRequestClosed(try body.id("request"), reason: try body.optionalString("reason"))
        },
        "deliveriesClaimed": { (body) throws(JSONError) in
            .deliveriesClaimed(epoch: try body.integer("epoch"), try body.keys("recipients"))
        },
        "deliveriesReleased": { (body) throws(JSONError) in
            .deliveriesReleased(
                epoch: try body.integer("epoch"), try body.keys("recipients"), reason: try body.string("reason"))
        },
        "recipientSent": { (body) throws(JSONError) in
            .recipientSent(try RecipientKey(body), epoch: try body.integer("epoch"))
        },
        "recipientDeferred": { (body) throws(JSONError) in
            .recipientDeferred(
                try RecipientKey(body), epoch: try body.integer("epoch"), until: try body.instant("until"),
                reason: try body.string("reason"))
        },
        "recipientFailed": { (body) throws(JSONError) in
            .recipientFailed(
                try RecipientKey(body), epoch: try body.integer("epoch"),
                StatusReason(try body.word("code"), detail: try body.text("detail")))
        },
        "recipientUnknown": { (body) throws(JSONError) in
            .recipientUnknown(
                try RecipientKey(body), epoch: try body.integer("epoch"), reason: try body.string("reason"))
        },
    ]
}

extension JSONWriter {
    fileprivate mutating func fields(_ key: RecipientKey, _ epoch: UInt32) {
        fields(key)
        field("epoch", epoch)
    }

    /// Recipients as pairs of invitation and user: `[[12,391575],[12,391576]]`.
    fileprivate mutating func field(_ key: String, _ recipients: [RecipientKey]) {
        field(key, each: recipients) { writer, one in
            writer.array {
                $0.value(one.invitation.number)
                $0.value(one.user.number)
            }
        }
    }
}

extension JSONFields {
    fileprivate func keys(_ key: String) throws(JSONError) -> [RecipientKey] {
        try list(key) { (reader) throws(JSONError) in
            let pair = try reader.readList { (reader) throws(JSONError) in try reader.readInteger(as: UInt32.self) }
            guard pair.count == 2 else { throw self.unexpected(key) }
            return RecipientKey(InvitationID(pair[0]), UserID(pair[1]))
        }
    }
}
