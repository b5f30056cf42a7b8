import Domain

/// Reads the list of a `usersChanged` record straight into packed rows, without a `String` on the way.
///
/// Takes users as `EventCoding` writes them: known keys in their order, no escapes, no white space, no attributes. A user that is
/// written otherwise goes through the general reader, and a body that is no list of users is nil, for the general reader to judge.
struct UserScanner {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// The rows of a record's body, or nil when it has another shape than the usual.
    static func rows(_ body: ArraySlice<UInt8>) -> UserRows? {
        guard (try? UTF8Span(validating: body.span)) != nil else { return nil }
        var scanner = UserScanner(bytes: body, position: body.startIndex)
        return scanner.scan()
    }

    private init(bytes: ArraySlice<UInt8>, position: Int) {
        self.bytes = bytes
        self.position = position
    }

    private mutating func scan() -> UserRows? {
        guard accept("{\"users\":[") else { return nil }
        var users = UserRows()
        if accept("]}") { return position == bytes.endIndex ? users : nil }
        repeat {
            let start = position
            guard scanUser(into: &users) || readUser(at: start, into: &users) else { return nil }
        } while accept(",")
        return accept("]}") && position == bytes.endIndex ? users : nil
    }

    private mutating func scanUser(into users: inout UserRows) -> Bool {
        guard accept("{\"id\":"), let id = number(), accept(",\"username\":\""), let username = text(), !username.isEmpty,
            let fullName = text(after: ",\"fullName\":\""), let email = text(after: ",\"email\":\""),
            let phone = text(after: ",\"phone\":\""), let place = text(after: ",\"position\":\""),
            let account = text(after: ",\"managedAppleAccount\":\""), let sites = numbers(after: ",\"sites\":["),
            let groups = numbers(after: ",\"groups\":[")
        else { return false }
        guard let devices = devices(), accept("}") else { return false }
        users.append(
            UserTexts(
                in: bytes, username: username, fullName: fullName, email: email, phone: phone, managedAppleAccount: account,
                position: place), id: id, devices: devices, sites: sites, groups: groups)
        return true
    }

    /// Reads a user of any shape; one that is none is for the general reader to complain of.
    private mutating func readUser(at start: Int, into users: inout UserRows) -> Bool {
        var reader = JSONReader(bytes)
        reader.position = start
        guard let user = try? User(JSONFields(from: &reader)) else { return false }
        users.append(user)
        position = reader.position
        return true
    }

    private mutating func accept(_ key: StaticString) -> Bool {
        guard isNext(key) else { return false }
        position += key.utf8CodeUnitCount
        return true
    }

    private func isNext(_ key: StaticString) -> Bool {
        let (count, start, span) = (key.utf8CodeUnitCount, position - bytes.startIndex, bytes.span)
        guard start + count <= span.count else { return false }
        for place in 0..<count where span[start + place] != key.utf8Start[place] { return false }
        return true
    }

    private mutating func number() -> UInt32? {
        var value: UInt64 = 0
        let start = position
        while position < bytes.endIndex, bytes[position].isDecimalDigit, position - start < 10 {
            value = value * 10 + UInt64(bytes[position] - .zero)
            position += 1
        }
        let hasLeadingZero = position - start > 1 && bytes[start] == .zero
        return position > start && !hasLeadingZero ? UInt32(exactly: value) : nil
    }

    /// The text up to the next quote; the place behind the key's quote. Empty when the key is not there.
    private mutating func text(after key: StaticString) -> Range<Int>? {
        accept(key) ? text() : position..<position
    }

    private mutating func text() -> Range<Int>? {
        guard let end = textEnd() else { return nil }
        defer { position = end + 1 }
        return position..<end
    }

    /// Where the next quote stands; nil when an escape or a control character comes first.
    private func textEnd() -> Int? {
        let span = bytes.span
        var place = position - bytes.startIndex
        while place < span.count {
            let byte = span[place]
            if byte == .quote { return bytes.startIndex + place }
            if byte == .backslash || byte < 0x20 { return nil }
            place += 1
        }
        return nil
    }

    private mutating func devices() -> [UserTexts.Device]? {
        guard accept(",\"devices\":[") else { return [] }
        var list: [UserTexts.Device] = []
        repeat {
            guard accept("{\"serial\":\""), let serial = text() else { return nil }
            var kind: Device.Kind?
            if accept(",\"kind\":\"computer\"") { kind = .computer } else if accept(",\"kind\":\"mobile\"") { kind = .mobile }
            guard accept("}") else { return nil }
            list.append((serial, kind))
        } while accept(",")
        return accept("]") ? list : nil
    }

    private mutating func numbers(after key: StaticString) -> [UInt32]? {
        guard accept(key) else { return [] }
        var list: [UInt32] = []
        repeat {
            guard let number = number() else { return nil }
            list.append(number)
        } while accept(",")
        return accept("]") ? list : nil
    }
}
