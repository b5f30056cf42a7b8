import Columns
import Domain

extension SnapshotCoding {
    /// The recipients of all invitations, as many of one as fit a line.
    static func recipients<Failure: Error>(
        of image: StateImage, _ emit: (consuming [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        for (invitation, table) in image.recipients.entries {
            let opening = Array("{\"k\":\"recipients\",\"d\":{\"invitation\":\(invitation.number),\"recipients\":[".utf8)
            var text = RowText(opening)
            for (_, recipient) in table {
                text.recipient(recipient)
                guard text.bytes.count >= rowsPerLine else { continue }
                try emit(text.closed("]}}"))
                text = RowText(opening)
            }
            if text.bytes.count > opening.count { try emit(text.closed("]}}")) }
        }
    }

    static func readRecipients(_ body: ArraySlice<UInt8>) throws(JSONError) -> (InvitationID, [Recipient]) {
        var scanner = RowScanner(body)
        if let found = scanner.recipients() { return found }
        let fields = try JSONFields(body)
        let recipients = try fields.objects("recipients") { (one) throws(JSONError) in try Recipient(one) }
        return (try fields.id("invitation"), recipients)
    }
}

extension RowText {
    fileprivate mutating func recipient(_ one: Recipient) {
        separate()
        number("{\"user\":", one.user.number)
        word(",\"status\":", one.status.rawValue)
        instant(",\"since\":", one.since)
        number(",\"timesSent\":", one.timesSent, unless: 0)
        instant(",\"lastSentAt\":", one.lastSentAt)
        instant(",\"acceptedAt\":", one.acceptedAt)
        number(",\"generation\":", one.generation, unless: 1)
        number(",\"sendNumber\":", one.sendNumber, unless: 1)
        flag(",\"automatic\":true", one.automatic)
        flag(",\"isRedo\":true", one.isRedo)
        reason(one.reason)
        number(",\"notBefore\":", one.notBefore.milliseconds, unless: 0)
        number(",\"attempts\":", one.attempts, unless: 0)
        number(",\"claimedEpoch\":", one.claimedEpoch, unless: 0)
        if let before = one.beforeQueued {
            word(",\"beforeQueued\":{\"status\":", before.status.rawValue)
            instant(",\"since\":", before.since)
            reason(before.reason)
            raw("}")
        }
        if let by = one.by { number(",\"by\":", by.number) }
        instant(",\"openedInFlight\":", one.openedInFlight)
        instant(",\"askedAt\":", one.askedAt)
        raw("}")
    }

    private mutating func reason(_ reason: StatusReason?) {
        guard let reason else { return }
        word(",\"reason\":", reason.code.rawValue)
        if !reason.detail.isEmpty { text(",\"detail\":", reason.detail) }
    }
}

extension Recipient {
    fileprivate init(_ body: JSONFields) throws(JSONError) {
        self.init(
            user: try body.id("user"), status: try body.word("status"), since: try body.instant("since"),
            reason: try StatusReason(optional: body), automatic: try body.flag("automatic"),
            generation: try body.optionalInteger("generation") ?? 1, sendNumber: try body.optionalInteger("sendNumber") ?? 1,
            notBefore: try body.optionalInstant("notBefore") ?? .distantPast)
        timesSent = try body.optionalInteger("timesSent") ?? 0
        lastSentAt = try body.optionalInstant("lastSentAt")
        acceptedAt = try body.optionalInstant("acceptedAt")
        attempts = try body.optionalInteger("attempts") ?? 0
        isRedo = try body.flag("isRedo")
        claimedEpoch = try body.optionalInteger("claimedEpoch") ?? 0
        if let before = try body.optionalObject("beforeQueued") {
            beforeQueued = Standing(
                status: try before.word("status"), reason: try StatusReason(optional: before), since: try before.instant("since"))
        }
        by = try body.optionalID("by")
        openedInFlight = try body.optionalInstant("openedInFlight")
        askedAt = try body.optionalInstant("askedAt")
    }
}

extension StatusReason {
    fileprivate init?(optional body: JSONFields) throws(JSONError) {
        guard body.contains("reason") else { return nil }
        self.init(try body.word("reason"), detail: try body.text("detail"))
    }
}

extension RowScanner {
    /// A line of recipients of the usual shape: not waiting, and with none of the rare facts.
    fileprivate mutating func recipients() -> (InvitationID, [Recipient])? {
        guard accept("{\"invitation\":"), let invitation = number(as: UInt32.self), accept(",\"recipients\":[") else {
            return nil
        }
        var rows: [Recipient] = []
        repeat {
            let start = position
            if let row = recipient() {
                rows.append(row)
            } else {
                guard let row = general(from: start, { (body) throws(JSONError) in try Recipient(body) }) else { return nil }
                rows.append(row)
            }
        } while accept(",")
        return accept("]}") && isAtEnd ? (InvitationID(invitation), rows) : nil
    }

    private mutating func recipient() -> Recipient? {
        guard accept("{\"user\":"), let user = number(as: UInt32.self), accept(",\"status\":"),
            let status = word(RecipientStatus.self), accept(",\"since\":"), let since = number(as: Int64.self)
        else { return nil }
        var one = Recipient(user: UserID(user), status: status, since: Instant(milliseconds: since))
        if accept(",\"timesSent\":") {
            guard let times = number(as: UInt32.self) else { return nil }
            one.timesSent = times
        }
        guard instant(",\"lastSentAt\":", into: &one.lastSentAt), instant(",\"acceptedAt\":", into: &one.acceptedAt) else {
            return nil
        }
        return accept("}") ? one : nil
    }
}
