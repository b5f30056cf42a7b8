import Domain

/// Turns events into records and back. The names of kinds and members are part of the format: docs/JOURNAL.md lists them.
package enum EventCoding {
    /// The record of an event.
    package static func encode(_ event: Event) -> PendingRecord {
        for encode in [encodeUsers, encodeLocations, encodeInvitations, encodeRegistrations, encodeWork, encodeRedos] {
            if let record = encode(event) { return record }
        }
        preconditionFailure("Every event has a record; this one has none: \(event)")
    }

    /// The event of a record; nil for the store's own records and for kinds that this version does not know.
    ///
    /// - Throws: `JSONError` when a kind that is known does not have the members that it must have.
    package static func decode(_ record: Record) throws(JSONError) -> Event? {
        if record.kind == "usersChanged", let users = UserScanner.rows(record.body) { return .usersChanged(users) }
        guard let read = readers[record.kind] else { return nil }
        return try read(JSONFields(record.body))
    }

    /// Whether a record is an event of the domain that this version does not know.
    package static func isUnknown(_ record: Record) -> Bool { !record.isStoreOwn && readers[record.kind] == nil }

    typealias Reader = @Sendable (JSONFields) throws(JSONError) -> Event

    static let readers: [String: Reader] = [
        userReaders, locationReaders, invitationReaders, registrationReaders, workReaders, redoReaders,
    ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
}

// How identifiers, instants and choices are written: numbers, milliseconds, the words of the domain.

extension JSONWriter {
    mutating func field(_ key: String, _ id: some Identifier) { field(key, id.number) }
    mutating func field(_ key: String, _ instant: Instant) { field(key, instant.milliseconds) }
    mutating func field(_ key: String, _ ids: [some Identifier]) { field(key, integers: ids.lazy.map { $0.number }) }
    mutating func field(_ key: String, ifNotEmpty text: String) { if !text.isEmpty { field(key, text) } }
    mutating func field(_ key: String, ifNotEmpty texts: [String]) { if !texts.isEmpty { field(key, strings: texts) } }
    mutating func field(_ key: String, ifNotEmpty ids: [some Identifier]) { if !ids.isEmpty { field(key, ids) } }
}

extension JSONFields {
    func id<ID: Identifier>(_ key: String, as type: ID.Type = ID.self) throws(JSONError) -> ID {
        ID(try integer(key, as: UInt32.self))
    }

    func ids<ID: Identifier>(_ key: String, as type: ID.Type = ID.self) throws(JSONError) -> [ID] {
        try integers(key, as: UInt32.self).map { ID($0) }
    }

    func instant(_ key: String) throws(JSONError) -> Instant {
        Instant(milliseconds: try integer(key, as: Int64.self))
    }

    func word<Word: RawRepresentable<String>>(_ key: String, as type: Word.Type = Word.self) throws(JSONError) -> Word {
        let text = try string(key)
        guard let word = Word(rawValue: text) else { throw unexpected(text) }
        return word
    }

    func text(_ key: String) throws(JSONError) -> String { try optionalString(key) ?? "" }

    func optionalBase64(_ key: String) throws(JSONError) -> [UInt8]? {
        contains(key) ? try base64(key) : nil
    }

    /// The objects of an array.
    func objects<Element>(
        _ key: String, _ element: (JSONFields) throws(JSONError) -> Element
    ) throws(JSONError) -> [Element] {
        try list(key) { (reader) throws(JSONError) in try element(try JSONFields(from: &reader)) }
    }
}
