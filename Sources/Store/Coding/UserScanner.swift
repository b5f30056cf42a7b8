import Domain

/// Reads the list of a `usersChanged` record straight into packed rows, without a `String` on the way.
///
/// Takes users as `EventCoding` writes them: known keys in their order, no white space, no attributes. A user that is written
/// otherwise goes through the general reader, and a body that is no list of users is nil, for the general reader to judge.
struct UserScanner {
    private let bytes: ArraySlice<UInt8>
    private var scanner: RowScanner
    /// The user's texts that have escapes, without them.
    private var others: [UInt8] = []

    /// The rows of a record's body, or nil when it has another shape than the usual.
    static func rows(_ body: ArraySlice<UInt8>) -> UserRows? {
        var scanner = UserScanner(bytes: body, scanner: RowScanner(body))
        return scanner.scan()
    }

    private init(bytes: ArraySlice<UInt8>, scanner: RowScanner) {
        self.bytes = bytes
        self.scanner = scanner
    }

    private mutating func scan() -> UserRows? {
        guard scanner.accept("{\"users\":[") else { return nil }
        var users = UserRows()
        if scanner.accept("]}") { return scanner.isAtEnd ? users : nil }
        repeat {
            let start = scanner.position
            guard scanUser(into: &users) || readUser(at: start, into: &users) else { return nil }
        } while scanner.accept(",")
        return scanner.accept("]}") && scanner.isAtEnd ? users : nil
    }

    private mutating func scanUser(into users: inout UserRows) -> Bool {
        others.removeAll(keepingCapacity: true)
        guard scanner.accept("{\"id\":"), let id = scanner.number(as: UInt32.self), scanner.accept(",\"username\":"),
            let username = text(), !username.isEmpty, let fullName = text(",\"fullName\":"),
            let email = text(",\"email\":"), let phone = text(",\"phone\":"), let place = text(",\"position\":"),
            let account = text(",\"managedAppleAccount\":"), let sites = numbers(",\"sites\":["),
            let groups = numbers(",\"groups\":["), let devices = devices(), scanner.accept("}")
        else { return false }
        users.append(
            UserTexts(
                in: bytes, others: others, username: username, fullName: fullName, email: email, phone: phone,
                managedAppleAccount: account,
                position: place), id: id, devices: devices, sites: sites, groups: groups)
        return true
    }

    /// Reads a user of any shape; one that is none is for the general reader to complain of.
    private mutating func readUser(at start: Int, into users: inout UserRows) -> Bool {
        let user = scanner.general(from: start) { (fields) throws(JSONError) in try User(fields) }
        if let user { users.append(user) }
        return user != nil
    }

    /// The text of a member; empty when the member is not there, nil when it is unusual.
    private mutating func text(_ key: StaticString) -> Range<Int>? {
        scanner.accept(key) ? text() : scanner.position..<scanner.position
    }

    private mutating func text() -> Range<Int>? {
        if let plain = scanner.utf8Text() { return plain }
        guard let text = scanner.escapedText() else { return nil }
        let start = bytes.endIndex + others.count
        others.append(contentsOf: text.utf8)
        return start..<(bytes.endIndex + others.count)
    }

    private mutating func devices() -> [UserTexts.Device]? {
        guard scanner.accept(",\"devices\":[") else { return [] }
        var list: [UserTexts.Device] = []
        repeat {
            guard scanner.accept("{\"serial\":"), let serial = text() else { return nil }
            var kind: Device.Kind?
            if scanner.accept(",\"kind\":\"computer\"") {
                kind = .computer
            } else if scanner.accept(",\"kind\":\"mobile\"") {
                kind = .mobile
            }
            guard scanner.accept("}") else { return nil }
            list.append((serial, kind))
        } while scanner.accept(",")
        return scanner.accept("]") ? list : nil
    }

    private mutating func numbers(_ key: StaticString) -> [UInt32]? {
        guard scanner.accept(key) else { return [] }
        var list: [UInt32] = []
        repeat {
            guard let number = scanner.number(as: UInt32.self) else { return nil }
            list.append(number)
        } while scanner.accept(",")
        return scanner.accept("]") ? list : nil
    }
}
