import Domain

extension EventCoding {
    static func encodeRegistrations(_ event: Event) -> PendingRecord? {
        switch event {
        case .registrationRequested(let requested):
            PendingRecord(kind: "registrationRequested") {
                $0.field("location", requested.location)
                $0.field("automatic", ifTrue: requested.automatic)
                $0.field("notBefore", requested.notBefore)
                $0.field("users", each: requested.entries) { $0.value($1) }
            }
        case .registrationWithdrawn(let location, let users): encodeList("registrationWithdrawn", location, users)
        case .registrationRetiring(let location, let users): encodeList("registrationRetiring", location, users)
        case .registrationRetired(let location, let users): encodeList("registrationRetired", location, users)
        case .registrationConfirmed(let location, let confirmed, let readBack):
            PendingRecord(kind: "registrationConfirmed") {
                $0.field("location", location)
                $0.field("learned", readBack ? "readBack" : "answer")
                $0.field("users", each: confirmed) { writer, one in
                    writer.value(one.user, nil, one.appleStatus, one.idHash, one.inviteCode)
                }
            }
        case .registrationRefused(let location, let refusals):
            PendingRecord(kind: "registrationRefused") {
                $0.field("location", location)
                $0.field("users", each: refusals) { writer, refusal in
                    writer.object {
                        $0.field("user", refusal.user)
                        $0.field("error", refusal.error)
                    }
                }
            }
        case .registrationObserved(let location, let cause, let observed):
            PendingRecord(kind: "registrationObserved") {
                $0.field("location", location)
                $0.field("cause", cause.rawValue)
                $0.field("users", each: observed) { writer, one in
                    writer.value(one.user, one.status, one.appleStatus, one.idHash, one.inviteCode)
                }
            }
        default: nil
        }
    }

    private static func encodeList(_ kind: String, _ location: LocationID, _ users: [UserID]) -> PendingRecord {
        PendingRecord(kind: kind) {
            $0.field("location", location)
            $0.field("users", users)
        }
    }

    static let registrationReaders: [String: Reader] = [
        "registrationRequested": { (body) throws(JSONError) in
            .registrationRequested(
                RegistrationRequested(
                    location: try body.id("location"), automatic: try body.flag("automatic"),
                    notBefore: try body.instant("notBefore"),
                    entries: try body.list("users") { (reader) throws(JSONError) in
                        try RegistrationRequested.Entry(&reader, in: body)
                    }))
        },
        "registrationWithdrawn": { (body) throws(JSONError) in
            .registrationWithdrawn(try body.id("location"), users: try body.ids("users"))
        },
        "registrationRetiring": { (body) throws(JSONError) in
            .registrationRetiring(try body.id("location"), users: try body.ids("users"))
        },
        "registrationRetired": { (body) throws(JSONError) in
            .registrationRetired(try body.id("location"), users: try body.ids("users"))
        },
        "registrationConfirmed": { (body) throws(JSONError) in
            .registrationConfirmed(
                try body.id("location"),
                try body.objects("users") { (one) throws(JSONError) in
                    ConfirmedRegistration(
                        user: try one.id("user"), appleStatus: try one.string("appleStatus"),
                        idHash: try one.optionalString("idHash"), inviteCode: try one.optionalBase64("inviteCode"))
                }, readBack: try body.text("learned") == "readBack")
        },
        "registrationRefused": { (body) throws(JSONError) in
            .registrationRefused(
                try body.id("location"),
                try body.objects("users") { (one) throws(JSONError) in
                    AppleRequestResult.Refusal(user: try one.id("user"), error: try AppleError(one.object("error")))
                })
        },
        "registrationObserved": { (body) throws(JSONError) in
            .registrationObserved(
                try body.id("location"), try body.word("cause"),
                try body.objects("users") { (one) throws(JSONError) in
                    ObservedRegistration(
                        user: try one.id("user"), status: try one.word("status"), appleStatus: try one.string("appleStatus"),
                        idHash: try one.optionalString("idHash"), inviteCode: try one.optionalBase64("inviteCode"))
                })
        },
    ]
}

extension JSONWriter {
    /// `[391575,"7f0c1f0e-…",1]`: user, name at Apple, generation; short, since there are up to a thousand in a record.
    fileprivate mutating func value(_ entry: RegistrationRequested.Entry) {
        array {
            $0.value(entry.user.number)
            $0.value(entry.clientUserID.description)
            $0.value(entry.generation)
        }
    }

    /// The invite code is sealed: these are bytes that only the store's own key opens.
    fileprivate mutating func value(
        _ user: UserID, _ status: RegistrationStatus?, _ appleStatus: String, _ idHash: String?, _ inviteCode: [UInt8]?
    ) {
        object {
            $0.field("user", user)
            $0.field("status", ifPresent: status?.rawValue)
            $0.field("appleStatus", appleStatus)
            $0.field("idHash", ifPresent: idHash)
            if let inviteCode { $0.field("inviteCode", base64: inviteCode) }
        }
    }
}

extension RegistrationRequested.Entry {
    fileprivate init(_ reader: inout JSONReader, in body: JSONFields) throws(JSONError) {
        var user: UInt32?
        var name: UniqueID?
        var generation: UInt32?
        var position = 0
        try reader.readArray { (reader) throws(JSONError) in
            switch position {
            case 0: user = try reader.readInteger(as: UInt32.self)
            case 1: name = UniqueID(try reader.readString())
            case 2: generation = try reader.readInteger(as: UInt32.self)
            default: try reader.skipValue()
            }
            position += 1
        }
        guard let user, let name, let generation else { throw body.unexpected("users") }
        self.init(user: UserID(user), clientUserID: name, generation: generation)
    }
}
