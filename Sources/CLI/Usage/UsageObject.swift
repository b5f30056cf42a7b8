import Domain

/// A recipient as JSON and as a row.
enum UsageObject {
    static func of(_ row: UsageRow) -> JSONObject {
        let recipient = row.recipient
        var object = JSONObject()
        object.set("username", row.user.username)
        object.set("status", recipient.status.rawValue)
        object.set("reason", recipient.reason?.code.rawValue)
        object.set("detail", recipient.reason?.detail)
        object.set("method", row.method.rawValue)
        object.set("since", recipient.since)
        object.set("lastSentAt", recipient.lastSentAt)
        object.set("timesSent", Int(recipient.timesSent))
        object.set("acceptedAt", recipient.acceptedAt)
        object.set("by", recipient.by.map { Int($0.number) })
        object.set("redo", row.redo?.stage.rawValue)
        return object
    }

    static func listing(_ state: State, now: Instant) -> Listing<UsageRow> {
        Listing(
            columns: [
                Column("username", "username") { $0.user.username },
                Column("fullName", "name") { $0.user.fullName },
                Column("status", "status", shown: { words($0, now) }, raw: { $0.recipient.status.rawValue }),
                Column("reason", nil) { $0.recipient.reason?.code.rawValue ?? "" },
                Column("method", nil) { $0.method.rawValue },
                Column(
                    "lastSentAt", "last sent", shown: { $0.recipient.lastSentAt.map(Phrases.moment) ?? "" },
                    raw: { $0.recipient.lastSentAt?.rfc3339 ?? "" }),
                Column("timesSent", "sent") { "\($0.recipient.timesSent)" },
                Column(
                    "acceptedAt", "accepted", shown: { $0.recipient.acceptedAt.map(Phrases.moment) ?? "" },
                    raw: { $0.recipient.acceptedAt?.rfc3339 ?? "" }),
                Column("by", nil) { $0.recipient.by.map { "\($0.number)" } ?? "" },
            ],
            object: of)
    }

    private static func words(_ row: UsageRow, _ now: Instant) -> String {
        let status = Phrases.recipient(row.recipient, now: now)
        return row.redo.map { "\(status); redo: \(Phrases.redo($0, now: now))" } ?? status
    }
}
