import Domain

/// Turns the fields of a row into a draft of a user, and notes what is wrong with them.
struct CSVRowReader: Sendable {
    /// The longest value of an attribute, in bytes.
    static let longestValue = 4_096
    /// The longest username, in bytes.
    static let longestUsername = 255

    private let columns: [CSVColumn]
    private let hasUsernameColumn: Bool
    private var usernames = UsernameRegister()
    /// What is wrong with the row at hand.
    private(set) var problems: [CSVProblem] = []
    private var parts = Parts()

    /// What only together make a value.
    private struct Parts: Sendable {
        var rosterUsername = ""
        var person = ""
        var names = ["", "", ""]
        var hasNames = false
    }

    init(columns: [CSVColumn]) {
        self.columns = columns
        hasUsernameColumn = columns.contains { $0.meaning == .username }
    }

    /// True when every field is empty, as spreadsheets leave them behind the last row.
    static func isBlank(_ fields: [CSVRowScanner.Field]) -> Bool {
        fields.allSatisfy { $0.start == $0.end }
    }

    /// Reads a row whose first field stands on `line`; nil when anything is wrong, and then `problems` says what.
    mutating func draft(_ fields: [CSVRowScanner.Field], _ bytes: Swift.Span<UInt8>, line: Int) -> UserDraft? {
        problems.removeAll(keepingCapacity: true)
        guard fields.count == columns.count else {
            reportLength(fields, line: line)
            return nil
        }
        parts = Parts()
        var draft = UserDraft(username: "")
        for (column, field) in zip(columns, fields) {
            if case .ignored = column.meaning { continue }
            let place = CSVProblem(line: line + field.line, column: column.number, reason: "")
            guard let text = text(field, bytes, column, place) else { continue }
            set(text, column, place, in: &draft)
        }
        settle(&draft, line: line)
        return problems.isEmpty ? draft : nil
    }

    private mutating func report(_ place: CSVProblem, _ reason: String) {
        problems.append(CSVProblem(line: place.line, column: place.column, reason: reason))
    }

    private mutating func reportLength(_ fields: [CSVRowScanner.Field], line: Int) {
        let isShort = fields.count < columns.count
        let number = isShort ? fields.count : columns.count + 1
        let field = fields[min(number, fields.count) - 1]
        let place = CSVProblem(line: line + field.line, column: number, reason: "")
        let counts = "the row has \(fields.count) fields, and the first line has \(columns.count)"
        report(place, "\(counts): it is too \(isShort ? "short" : "long")")
    }

    /// The text of a field, checked for what no field may hold.
    private mutating func text(
        _ field: CSVRowScanner.Field, _ bytes: Swift.Span<UInt8>, _ column: CSVColumn, _ place: CSVProblem
    ) -> String? {
        let cell = CSVCell(field)
        guard cell.byteCount <= Self.longestValue else {
            let name = CSVText.quoted(column.header)
            report(place, "\(name) is \(cell.byteCount) bytes long; at most \(Self.longestValue) are read")
            return nil
        }
        guard let text = cell.text(bytes) else {
            report(place, "\(CSVText.quoted(column.header)) is not UTF-8; save the file as UTF-8")
            return nil
        }
        if field.marks.isEmpty { return text }
        if !field.marks.isDisjoint(with: [.control, .high]), let scalar = CSVCell.forbiddenScalar(in: text) {
            let number = String(scalar.value, radix: 16, uppercase: true)
            report(place, "\(CSVText.quoted(column.header)) holds the control character U+\(number)")
            return nil
        }
        return field.marks.contains(.lineEnd) ? oneLine(text, column, place) : text
    }

    /// Line ends stay in attributes, become spaces in names and positions, and are refused where they would break the value.
    private mutating func oneLine(_ text: String, _ column: CSVColumn, _ place: CSVProblem) -> String? {
        switch column.meaning {
        case .attribute: return text
        case .fullName, .firstName, .middleName, .lastName, .position:
            return text.split(whereSeparator: \.isNewline).joined(separator: " ")
        default:
            guard text.contains(where: \.isNewline) else { return text }
            report(place, "\(CSVText.quoted(column.header)) holds a line end")
            return nil
        }
    }

    private mutating func set(_ text: String, _ column: CSVColumn, _ place: CSVProblem, in draft: inout UserDraft) {
        switch column.meaning {
        case .username: draft.username = text
        case .rosterUsername: parts.rosterUsername = text
        case .rosterPerson(let name):
            parts.person = text
            draft.attributes.append(Attribute(name: name, value: text))
        case .fullName: draft.fullName = text
        case .firstName: setName(text, at: 0)
        case .middleName: setName(text, at: 1)
        case .lastName: setName(text, at: 2)
        case .email: draft.email = mailAddress(text, place)
        case .phone: draft.phone = text
        case .position: draft.position = text
        case .managedAppleAccount: draft.managedAppleAccount = mailAddress(text, place)
        case .sites: draft.sites = Self.list(text)
        case .groups: draft.groups = Self.list(text)
        case .devices: draft.devices = devices(text, place)
        case .attribute(let name): draft.attributes.append(Attribute(name: name, value: text))
        case .ignored: break
        }
    }

    private mutating func setName(_ text: String, at index: Int) {
        parts.names[index] = text
        parts.hasNames = true
    }

    private mutating func mailAddress(_ text: String, _ place: CSVProblem) -> String {
        if !text.isEmpty && !CSVText.isMailAddress(text) { report(place, "\(CSVText.quoted(text)) is no e-mail address") }
        return text
    }

    /// The parts of a `;` list, without empty and repeated ones.
    private static func list(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        guard text.utf8.contains(59) else { return [text] }
        var parts: [String] = []
        for part in text.utf8.split(separator: 59) {
            let trimmed = trimmed(part)
            if !trimmed.isEmpty && !parts.contains(trimmed) { parts.append(trimmed) }
        }
        return parts
    }

    /// Bytes rather than characters: a million rows have several million parts.
    private static func trimmed(_ text: Substring.UTF8View) -> String {
        var text = text.drop { $0 == 32 }
        while text.last == 32 { text.removeLast() }
        return String(Substring(text))
    }
}

// MARK: - Devices

extension CSVRowReader {
    private mutating func devices(_ text: String, _ place: CSVProblem) -> [Device] {
        var devices: [Device] = []
        for entry in Self.list(text) {
            guard let device = Self.device(entry) else {
                report(place, "\(CSVText.quoted(entry)) is no device; write serial, serial:computer or serial:mobile")
                continue
            }
            if !devices.contains(device) { devices.append(device) }
        }
        return devices
    }

    private static func device(_ entry: String) -> Device? {
        guard let colon = entry.utf8.firstIndex(of: 58) else {
            return isSerial(entry.utf8[...]) ? Device(serial: entry) : nil
        }
        guard isSerial(entry.utf8[..<colon]) else { return nil }
        guard let kind = kind(entry[entry.utf8.index(after: colon)...]) else { return nil }
        return Device(serial: String(entry[..<colon]), kind: kind)
    }

    private static func kind(_ word: Substring) -> Device.Kind? {
        Device.Kind(rawValue: String(word)) ?? Device.Kind(rawValue: word.lowercased())
    }

    private static func isSerial(_ serial: Substring.UTF8View) -> Bool {
        (1...64).contains(serial.count)
            && serial.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
            }
    }
}

// MARK: - Who it is

extension CSVRowReader {
    private mutating func settle(_ draft: inout UserDraft, line: Int) {
        if parts.hasNames && draft.fullName?.isEmpty != false {
            draft.fullName = parts.names.filter { !$0.isEmpty }.joined(separator: " ")
        }
        let source = usernameColumn(&draft)
        // What is wrong elsewhere in the row leaves it out anyway; the name must not count as used then.
        guard problems.isEmpty else { return }
        let place = CSVProblem(line: line, column: source, reason: "")
        guard !draft.username.isEmpty else {
            report(place, hasUsernameColumn ? "the username is empty" : "there is nothing to make a username of")
            return
        }
        guard draft.username.utf8.count <= Self.longestUsername else {
            report(place, "the username is longer than \(Self.longestUsername) bytes")
            return
        }
        if let first = usernames.insert(draft.username, line: line) {
            report(place, "the username \(CSVText.quoted(draft.username)) stands on line \(first) already")
        }
    }

    /// Makes sure of a username and gives the number of the column that it came from.
    ///
    /// Without a username column a roster's username names the user, else what stands before the `@` of the e-mail address,
    /// else the roster's number of the person.
    private func usernameColumn(_ draft: inout UserDraft) -> Int {
        if hasUsernameColumn { return number { $0 == .username } }
        if !parts.rosterUsername.isEmpty {
            draft.username = parts.rosterUsername
            return number { $0 == .rosterUsername }
        }
        if let email = draft.email, !email.isEmpty {
            draft.username = String(email.prefix { $0 != "@" })
            return number { $0 == .email }
        }
        draft.username = parts.person
        return number { if case .rosterPerson = $0 { true } else { false } }
    }

    private func number(_ isMeant: (CSVColumn.Meaning) -> Bool) -> Int {
        columns.first { isMeant($0.meaning) }?.number ?? 1
    }
}
