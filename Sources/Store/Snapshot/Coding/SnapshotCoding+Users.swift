import Columns
import Domain

extension SnapshotCoding {
    /// The users, as many as fit a line, in the shape of a `usersChanged` record.
    static func users<Failure: Error>(
        of image: StateImage, _ emit: (consuming [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let opening = Array("{\"k\":\"users\",\"d\":{\"users\":[".utf8)
        var text = RowText(opening)
        for number in image.users.keys {
            image.users.read(number) { text.user(&$0) }
            guard text.bytes.count >= rowsPerLine else { continue }
            try emit(text.closed("]}}"))
            text = RowText(opening)
        }
        if text.bytes.count > opening.count { try emit(text.closed("]}}")) }
    }

    /// Who is meant by each decision about users: `[3,[5,504]]` for user 3 and the users 5 to 504.
    static func userDecisions<Failure: Error>(
        of image: StateImage, _ emit: (consuming [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var runs: [UInt64: [ClosedRange<UInt32>]] = [:]
        for (user, version) in image.userDecisions.versions { runs[version.sequence, default: []].extend(by: user) }
        for shared in image.userDecisions.shared {
            let mine = runs[shared.decision.sequence] ?? []
            for start in stride(from: 0, to: mine.count, by: 2048) {
                try emit(line(shared.decision, mine[start..<min(start + 2048, mine.count)]))
            }
        }
    }

    private static func line(_ decision: Decision, _ runs: ArraySlice<ClosedRange<UInt32>>) -> [UInt8] {
        line("userDecisions") {
            $0.field("decision", decision)
            $0.field("users", each: runs) { writer, run in
                if run.count == 1 { return writer.value(run.lowerBound) }
                writer.array {
                    $0.value(run.lowerBound)
                    $0.value(run.upperBound)
                }
            }
        }
    }

    static func readUserDecisions(_ body: JSONFields, into decisions: inout UserDecisions) throws(JSONError) {
        let decision = try Decision(body.object("decision"))
        let runs = try body.list("users") { (reader) throws(JSONError) in try run(&reader, in: body) }
        for run in runs { decisions.note(decision, about: run.lazy.map { UserID($0) }) }
    }

    private static func run(_ reader: inout JSONReader, in body: JSONFields) throws(JSONError) -> ClosedRange<UInt32> {
        if reader.peek() != .openBracket {
            let user = try reader.readInteger(as: UInt32.self)
            return user...user
        }
        let ends = try reader.readList { (reader) throws(JSONError) in try reader.readInteger(as: UInt32.self) }
        guard ends.count == 2, ends[0] < ends[1], ends[1] - ends[0] < mostUsersInARun else { throw body.unexpected("users") }
        return ends[0]...ends[1]
    }

    /// More than one record can decide about.
    private static let mostUsersInARun: UInt32 = 1 << 16

    /// The users of a line.
    static func readUsers(_ body: ArraySlice<UInt8>) throws(JSONError) -> UserRows {
        if let users = UserScanner.rows(body) { return users }
        return UserRows(try JSONFields(body).objects("users") { (user) throws(JSONError) in try User(user) })
    }
}

extension [ClosedRange<UInt32>] {
    /// Adds a number that is greater than all others.
    fileprivate mutating func extend(by number: UInt32) {
        if let last, last.upperBound &+ 1 == number {
            self[count - 1] = last.lowerBound...number
        } else {
            append(number...number)
        }
    }
}

extension RowText {
    /// A packed user, as `usersChanged` writes it.
    fileprivate mutating func user(_ row: inout PackedReader) {
        separate()
        number("{\"id\":", row.number(as: UInt32.self))
        let fields = UserFields(rawValue: row.number(as: UInt16.self))
        text(",\"username\":", of: &row)
        if fields.contains(.fullName) { text(",\"fullName\":", of: &row) }
        if fields.contains(.email) { text(",\"email\":", of: &row) }
        if fields.contains(.phone) { text(",\"phone\":", of: &row) }
        // The account and the devices lie before the position in a row, and stand behind it in a record.
        var account = row
        if fields.contains(.managedAppleAccount) { row.skipText() }
        let devices = row
        if fields.contains(.devices) { row.skipDevices() }
        if fields.contains(.position) { text(",\"position\":", of: &row) }
        if fields.contains(.managedAppleAccount) { text(",\"managedAppleAccount\":", of: &account) }
        rest(fields, &row, devices)
        raw("}")
    }

    private mutating func rest(_ fields: UserFields, _ row: inout PackedReader, _ devices: PackedReader) {
        if fields.contains(.sites) { numbers(",\"sites\":[", &row) }
        if fields.contains(.groups) { numbers(",\"groups\":[", &row) }
        if fields.contains(.devices) {
            var devices = devices
            self.devices(&devices)
        }
        if fields.contains(.attributes) { attributes(&row) }
    }

    private mutating func numbers(_ key: StaticString, _ row: inout PackedReader) {
        raw(key)
        row.forEachInList { row in
            separate()
            number("", row.number(as: UInt32.self))
        }
        raw("]")
    }

    private mutating func devices(_ row: inout PackedReader) {
        raw(",\"devices\":[")
        row.forEachInList { row in
            separate()
            text("{\"serial\":", of: &row)
            switch row.byte() {
            case 1: raw(",\"kind\":\"computer\"")
            case 2: raw(",\"kind\":\"mobile\"")
            default: break
            }
            raw("}")
        }
        raw("]")
    }

    private mutating func attributes(_ row: inout PackedReader) {
        raw(",\"attributes\":[")
        row.forEachInList { row in
            separate()
            text("{\"name\":", of: &row)
            text(",\"value\":", of: &row)
            raw("}")
        }
        raw("]")
    }
}

extension PackedReader {
    fileprivate mutating func forEachInList(_ body: (inout PackedReader) -> Void) {
        let count = Int(clamping: number())
        var done = 0
        while done < count, !isAtEnd {
            body(&self)
            done += 1
        }
    }

    fileprivate mutating func skipDevices() {
        forEachInList {
            $0.skipText()
            _ = $0.byte()
        }
    }
}
