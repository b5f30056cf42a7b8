import Columns

// A registration as a row of bytes: the name at Apple, what Apple last said, and the rare facts only where there are any.

extension Registration: PackedRow {
    private struct Fields: OptionSet {
        let rawValue: UInt16
        static let automatic = Fields(rawValue: 1)
        static let notBefore = Fields(rawValue: 2)
        static let appleStatus = Fields(rawValue: 4)
        static let inviteCode = Fields(rawValue: 8)
        static let idHash = Fields(rawValue: 16)
        static let previousIDHash = Fields(rawValue: 32)
        static let acceptedAt = Fields(rawValue: 64)
        static let error = Fields(rawValue: 128)
        static let request = Fields(rawValue: 256)
        static let redo = Fields(rawValue: 512)
        static let decision = Fields(rawValue: 1_024)
    }

    package init(from reader: inout PackedReader) {
        let user = UserID(reader.number(as: UInt32.self))
        let name = UniqueID(high: reader.word(), low: reader.word())
        let status = RegistrationStatus(ordinal: reader.byte())
        let fields = Fields(rawValue: reader.number(as: UInt16.self))
        self.init(
            user: user, status: status, since: reader.instant(), generation: reader.number(as: UInt32.self), clientUserID: name,
            automatic: fields.contains(.automatic), notBefore: .distantPast)
        if fields.contains(.notBefore) { notBefore = reader.instant(before: since) }
        if fields.contains(.appleStatus) { appleStatus = reader.appleStatus() }
        if fields.contains(.inviteCode) { inviteCode = reader.data() }
        if fields.contains(.idHash) { idHash = reader.text() }
        if fields.contains(.previousIDHash) { previousIDHash = reader.text() }
        if fields.contains(.acceptedAt) { acceptedAt = reader.instant(before: since) }
        if fields.contains(.error) { error = AppleError(number: Int(reader.signed()), message: reader.text()) }
        if fields.contains(.request) { request = AppleRequestID(reader.number(as: UInt32.self)) }
        if fields.contains(.redo) { redo = RedoID(reader.number(as: UInt32.self)) }
        if fields.contains(.decision) { decision = Decision(from: &reader) }
    }

    package func pack(into writer: inout PackedWriter) {
        writer.number(user.number)
        writer.word(clientUserID.high)
        writer.word(clientUserID.low)
        writer.byte(UInt8(status.index))
        writer.number(packedFields.rawValue)
        writer.instant(since)
        writer.number(generation)
        if notBefore != .distantPast { writer.instant(notBefore, before: since) }
        if let appleStatus { writer.appleStatus(appleStatus) }
        if let inviteCode { writer.data(inviteCode) }
        if let idHash { writer.text(idHash) }
        if let previousIDHash { writer.text(previousIDHash) }
        if let acceptedAt { writer.instant(acceptedAt, before: since) }
        if let error {
            writer.signed(Int64(error.number))
            writer.text(error.message)
        }
        if let request { writer.number(request.number) }
        if let redo { writer.number(redo.number) }
        if let decision { decision.pack(into: &writer) }
    }

    private var packedFields: Fields {
        var fields: Fields = []
        if automatic { fields.insert(.automatic) }
        if notBefore != .distantPast { fields.insert(.notBefore) }
        if appleStatus != nil { fields.insert(.appleStatus) }
        if inviteCode != nil { fields.insert(.inviteCode) }
        if idHash != nil { fields.insert(.idHash) }
        if previousIDHash != nil { fields.insert(.previousIDHash) }
        if acceptedAt != nil { fields.insert(.acceptedAt) }
        if error != nil { fields.insert(.error) }
        if request != nil { fields.insert(.request) }
        if redo != nil { fields.insert(.redo) }
        if decision != nil { fields.insert(.decision) }
        return fields
    }
}

extension RegistrationStatus {
    private static let ordered = Self.allCases

    /// The status at a position of `allCases`; one that does not exist is `failed`, the one that asks for a person.
    fileprivate init(ordinal: UInt8) {
        self = Int(ordinal) < Self.ordered.count ? Self.ordered[Int(ordinal)] : .failed
    }
}

private let appleStatuses = ["Registered", "Associated", "Retired", "Deleted"]

extension PackedWriter {
    /// Apple's usual words take a byte.
    fileprivate mutating func appleStatus(_ word: String) {
        if let index = appleStatuses.firstIndex(of: word) { return byte(UInt8(index)) }
        byte(.max)
        text(word)
    }
}

extension PackedReader {
    fileprivate mutating func appleStatus() -> String {
        let index = Int(byte())
        return index < appleStatuses.count ? appleStatuses[index] : text()
    }
}

/// The invitations of one user, oldest first.
package struct InvitationsOfUser: PackedRow {
    package var invitations: [InvitationID]

    package init(_ invitations: [InvitationID]) { self.invitations = invitations }

    package init(from reader: inout PackedReader) {
        invitations = reader.list { InvitationID($0.number(as: UInt32.self)) }
    }

    package func pack(into writer: inout PackedWriter) {
        writer.list(invitations) { $1.number($0.number) }
    }
}

extension Decision {
    /// What decisions of registrations are called; others are written out.
    private static let words = ["redoRequested"]

    fileprivate init(from reader: inout PackedReader) {
        let (sequence, at, by) = (reader.number(), reader.instant(), reader.text())
        let word = Int(reader.byte())
        self.init(sequence: sequence, at: at, by: by, what: word < Self.words.count ? Self.words[word] : reader.text())
    }

    fileprivate func pack(into writer: inout PackedWriter) {
        writer.number(sequence)
        writer.instant(at)
        writer.text(by)
        if let word = Self.words.firstIndex(of: what) { return writer.byte(UInt8(word)) }
        writer.byte(.max)
        writer.text(what)
    }
}
