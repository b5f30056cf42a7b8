import Columns

// A recipient as a row of bytes: some twenty for one that was sent to, the rare facts only where there are any.

extension Recipient: PackedRow {
    private struct Fields: OptionSet {
        let rawValue: UInt16
        static let automatic = Fields(rawValue: 1)
        static let isRedo = Fields(rawValue: 2)
        static let reason = Fields(rawValue: 4)
        static let lastSentAt = Fields(rawValue: 8)
        static let acceptedAt = Fields(rawValue: 16)
        static let notBefore = Fields(rawValue: 32)
        static let attempts = Fields(rawValue: 64)
        static let claimedEpoch = Fields(rawValue: 128)
        static let beforeQueued = Fields(rawValue: 256)
        static let by = Fields(rawValue: 512)
        static let openedInFlight = Fields(rawValue: 2_048)
        static let askedAt = Fields(rawValue: 4_096)
        /// More than the first wish of the first generation, sent at most once.
        static let numbers = Fields(rawValue: 1_024)
    }

    package init(from reader: inout PackedReader) {
        let user = UserID(reader.number(as: UInt32.self))
        let status = RecipientStatus(ordinal: reader.byte())
        let fields = Fields(rawValue: reader.number(as: UInt16.self))
        self.init(
            user: user, status: status, since: reader.instant(), automatic: fields.contains(.automatic))
        isRedo = fields.contains(.isRedo)
        readNumbers(fields, &reader)
        if fields.contains(.reason) { reason = StatusReason(from: &reader) }
        // Sent, accepted and queued moments are near the last change: the difference is short.
        if fields.contains(.lastSentAt) { lastSentAt = reader.instant(before: since) }
        if fields.contains(.acceptedAt) { acceptedAt = reader.instant(before: since) }
        if fields.contains(.notBefore) { notBefore = reader.instant(before: since) }
        if fields.contains(.attempts) { attempts = reader.number(as: UInt32.self) }
        if fields.contains(.claimedEpoch) { claimedEpoch = reader.number(as: UInt32.self) }
        if fields.contains(.beforeQueued) { beforeQueued = Standing(from: &reader) }
        if fields.contains(.by) { by = InvitationID(reader.number(as: UInt32.self)) }
        if fields.contains(.openedInFlight) { openedInFlight = reader.instant(before: since) }
        if fields.contains(.askedAt) { askedAt = reader.instant(before: since) }
    }

    private mutating func readNumbers(_ fields: Fields, _ reader: inout PackedReader) {
        timesSent = fields.contains(.lastSentAt) ? 1 : 0
        guard fields.contains(.numbers) else { return }
        generation = reader.number(as: UInt32.self)
        sendNumber = reader.number(as: UInt32.self)
        timesSent = reader.number(as: UInt32.self)
    }

    package func pack(into writer: inout PackedWriter) {
        let fields = packedFields
        writer.number(user.number)
        writer.byte(UInt8(status.index))
        writer.number(fields.rawValue)
        writer.instant(since)
        if fields.contains(.numbers) {
            writer.number(generation)
            writer.number(sendNumber)
            writer.number(timesSent)
        }
        if let reason { reason.pack(into: &writer) }
        if let lastSentAt { writer.instant(lastSentAt, before: since) }
        if let acceptedAt { writer.instant(acceptedAt, before: since) }
        if fields.contains(.notBefore) { writer.instant(notBefore, before: since) }
        if attempts != 0 { writer.number(attempts) }
        if claimedEpoch != 0 { writer.number(claimedEpoch) }
        if let beforeQueued { beforeQueued.pack(into: &writer) }
        if let by { writer.number(by.number) }
        if let openedInFlight { writer.instant(openedInFlight, before: since) }
        if let askedAt { writer.instant(askedAt, before: since) }
    }

    private var packedFields: Fields {
        var fields: Fields = []
        if automatic { fields.insert(.automatic) }
        if isRedo { fields.insert(.isRedo) }
        if reason != nil { fields.insert(.reason) }
        if lastSentAt != nil { fields.insert(.lastSentAt) }
        if acceptedAt != nil { fields.insert(.acceptedAt) }
        if notBefore != .distantPast { fields.insert(.notBefore) }
        if attempts != 0 { fields.insert(.attempts) }
        if claimedEpoch != 0 { fields.insert(.claimedEpoch) }
        if beforeQueued != nil { fields.insert(.beforeQueued) }
        if by != nil { fields.insert(.by) }
        if openedInFlight != nil { fields.insert(.openedInFlight) }
        if askedAt != nil { fields.insert(.askedAt) }
        if generation != 1 || sendNumber != 1 || timesSent != (lastSentAt == nil ? 0 : 1) { fields.insert(.numbers) }
        return fields
    }
}

extension Recipient.Standing {
    fileprivate init(from reader: inout PackedReader) {
        let status = RecipientStatus(ordinal: reader.byte())
        let since = reader.instant()
        self.init(status: status, reason: reader.byte() == 0 ? nil : StatusReason(from: &reader), since: since)
    }

    fileprivate func pack(into writer: inout PackedWriter) {
        writer.byte(UInt8(status.index))
        writer.instant(since)
        writer.byte(reason == nil ? 0 : 1)
        reason?.pack(into: &writer)
    }
}

extension StatusReason {
    private static let codes = Code.allCases

    fileprivate init(from reader: inout PackedReader) {
        let index = Int(reader.byte())
        self.init(index < Self.codes.count ? Self.codes[index] : .messageUnusable, detail: reader.text())
    }

    fileprivate func pack(into writer: inout PackedWriter) {
        writer.byte(UInt8(Self.codes.firstIndex(of: code) ?? 0))
        writer.text(detail)
    }
}

extension RecipientStatus {
    /// The status at a position of `allCases`; one that does not exist is `unknown`, the one that asks for a person.
    fileprivate init(ordinal: UInt8) {
        self = Int(ordinal) < Self.ordered.count ? Self.ordered[Int(ordinal)] : .unknown
    }

    private static let ordered = Self.allCases
}

extension PackedWriter {
    mutating func instant(_ value: Instant, before later: Instant) { signed(later.milliseconds &- value.milliseconds) }
}

extension PackedReader {
    mutating func instant(before later: Instant) -> Instant { Instant(milliseconds: later.milliseconds &- signed()) }
}
