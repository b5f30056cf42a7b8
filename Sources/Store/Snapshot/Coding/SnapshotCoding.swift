import Domain

/// Turns the facts of a state into lines of JSON and back: `{"k":"site","d":{…}}`, one object a line, or one list of rows.
///
/// *Small facts* are everything but the tables that there are a million rows of; those are written with `rows`. The names of
/// kinds and members are part of the format: docs/JOURNAL.md lists them.
package enum SnapshotCoding {
    /// Raised whenever the same records make another state than before: then what was kept of them is not used any more.
    package static let form: Int64 = 1

    /// How long a line of many rows may become before the next begins.
    static let rowsPerLine = 48 << 10

    /// One line, without checksum and without LF.
    static func line(_ kind: StaticString, _ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("k", "\(kind)")
            writer.field("d", object: members)
        }
        return writer.bytes
    }

    /// Everything that is known beside users, recipients and registrations, and beside which decision is each user's last.
    package static func smallFacts(of image: StateImage) -> [[UInt8]] {
        [counters(of: image)] + people(of: image) + image.locations.values.map(line) + image.invitations.values.map(line)
            + image.redos.values.map(line) + work(of: image) + commands(of: image) + sharedDecisions(of: image)
    }

    /// Reads what `smallFacts` wrote.
    ///
    /// Decisions about users get their texts and counts; `userDecisions` is whole once its versions are there as well.
    /// - Throws: `JSONError` when a line is of no known kind, or lacks what it must have.
    package static func readSmallFacts(_ lines: some Sequence<[UInt8]>, into image: inout StateImage) throws(JSONError) {
        for line in lines {
            let line = try SnapshotLine(line[...])
            guard let read = smallReaders[line.kind] else { throw JSONError(.unexpectedValue(line.kind), at: 0) }
            try read(try JSONFields(line.body), &image)
        }
    }

    /// All lines of an image: the small facts, and the rows of the big tables, as many as fit a line of some 48 KiB.
    ///
    /// The closure is handed one line at a time; nothing else of the text is kept.
    package static func lines<Failure: Error>(
        of image: StateImage, _ emit: (consuming [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var small = image
        small.userDecisions = UserDecisions()
        for line in smallFacts(of: small) { try emit(line) }
        try userDecisions(of: image, emit)
        try users(of: image, emit)
        try recipients(of: image, emit)
        try registrations(of: image, emit)
    }

    /// Reads any line into an image.
    /// - Throws: `JSONError` when a line is of no known kind, or lacks what it must have.
    package static func read(_ line: ArraySlice<UInt8>, into image: inout StateImage) throws(JSONError) {
        image.put(try part(SnapshotLine(line), into: &image))
    }

    /// The rows of a line; a small fact is put into the image at once.
    static func part(_ line: SnapshotLine, into image: inout StateImage) throws(JSONError) -> Part {
        switch line.kind {
        case "users": return .users(try readUsers(line.body))
        case "recipients":
            let (invitation, recipients) = try readRecipients(line.body)
            return .recipients(invitation, recipients)
        case "registrations":
            let (location, registrations) = try readRegistrations(line.body)
            return .registrations(location, registrations)
        case "userDecisions": try readUserDecisions(JSONFields(line.body), into: &image.userDecisions)
        default:
            guard let read = smallReaders[line.kind] else { throw JSONError(.unexpectedValue(line.kind), at: 0) }
            try read(JSONFields(line.body), &image)
        }
        return .small
    }

    /// What a line holds.
    enum Part {
        case small
        case users(UserRows)
        case recipients(InvitationID, [Recipient])
        case registrations(LocationID, [Registration])
    }

    typealias Reader = @Sendable (JSONFields, inout StateImage) throws(JSONError) -> Void

    /// The readers of small facts, by kind.
    static let smallReaders: [String: Reader] = [
        stateReaders, peopleReaders, locationReaders, invitationReaders, workReaders,
    ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
}

extension StateImage {
    mutating func put(_ part: SnapshotCoding.Part) {
        switch part {
        case .small: break
        case .users(let users): put(users)
        case .recipients(let invitation, let recipients): put(recipients, of: invitation)
        case .registrations(let location, let registrations): put(registrations, at: location)
        }
    }
}

/// A line of a snapshot, taken apart.
struct SnapshotLine {
    let kind: String
    let body: ArraySlice<UInt8>

    /// Takes a line apart that has neither checksum nor LF.
    /// - Throws: `JSONError` when it does not begin with a kind and end with its content.
    init(_ line: ArraySlice<UInt8>) throws(JSONError) {
        guard line.last == .closeBrace else { throw JSONError(.unexpectedEnd, at: line.count) }
        try self.init(open: line.dropLast())
    }

    /// Takes a line apart whose last brace is missing, since the checksum stands before it.
    init(open line: ArraySlice<UInt8>) throws(JSONError) {
        let (opening, middle) = (Self.opening, Self.middle)
        guard line.starts(with: opening), let end = line.dropFirst(opening.count).firstIndex(of: .quote),
            line[end...].starts(with: middle)
        else { throw JSONError(.unexpectedValue("k"), at: 0) }
        kind = String(decoding: line[(line.startIndex + opening.count)..<end], as: UTF8.self)
        body = line[(end + middle.count)...]
        guard body.count > 1, body.first == .openBrace, body.last == .closeBrace else {
            throw JSONError(.unexpectedValue("d"), at: body.startIndex - line.startIndex)
        }
    }

    private static let opening = Array("{\"k\":\"".utf8)
    private static let middle = Array("\",\"d\":".utf8)
}
