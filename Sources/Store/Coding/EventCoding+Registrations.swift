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
            .registrationRequested(RegistrationRequested(
                location: try body.id("location"), automatic: try body.flag("automatic"),
                notBefore: try body.instant("notBefore"),
                entries: try body.objects("users") { (entry) throws(JSONError) in
                    RegistrationRequested.Entry(
                        user: try entry.id("user"), clientUserID: try entry.uniqueID("clientUserId"),
                        generation: try entry.integer("generation"))
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
    fileprivate mutating func value(_ entry: RegistrationRequested.Entry) {
        object {
            $0.field("user", entry.user)
            $0.field("clientUserId", entry.clientUserID.description)
            $0.field("generation", entry.generation)
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
