import Columns

// A user as a row of bytes: the identifier, a byte pair that says which fields follow, the username, the fields.

extension User: PackedRow {
    package init(from reader: inout PackedReader) {
        let id = UserID(reader.number(as: UInt32.self))
        let fields = UserFields(rawValue: reader.number(as: UInt16.self))
        self.init(id: id, username: reader.text())
        if fields.contains(.fullName) { fullName = reader.text() }
        if fields.contains(.email) { email = reader.text() }
        if fields.contains(.phone) { phone = reader.text() }
        if fields.contains(.managedAppleAccount) { managedAppleAccount = reader.text() }
        if fields.contains(.devices) { devices = reader.list { Device(from: &$0) } }
        if fields.contains(.position) { position = reader.text() }
        if fields.contains(.sites) { sites = reader.list { SiteID($0.number(as: UInt32.self)) } }
        if fields.contains(.groups) { groups = reader.list { GroupID($0.number(as: UInt32.self)) } }
        if fields.contains(.attributes) {
            attributes = reader.list { Attribute(name: $0.text(), value: $0.text()) }
        }
    }

    package func pack(into writer: inout PackedWriter) {
        writer.number(id.number)
        writer.number(packedFields.rawValue)
        writer.text(username)
        for text in [fullName, email, phone, managedAppleAccount] where !text.isEmpty { writer.text(text) }
        if !devices.isEmpty { writer.list(devices) { $0.pack(into: &$1) } }
        if !position.isEmpty { writer.text(position) }
        if !sites.isEmpty { writer.list(sites) { $1.number($0.number) } }
        if !groups.isEmpty { writer.list(groups) { $1.number($0.number) } }
        if !attributes.isEmpty {
            writer.list(attributes) {
                $1.text($0.name)
                $1.text($0.value)
            }
        }
    }

    private var packedFields: UserFields {
        var fields: UserFields = []
        if !fullName.isEmpty { fields.insert(.fullName) }
        if !email.isEmpty { fields.insert(.email) }
        if !phone.isEmpty { fields.insert(.phone) }
        if !managedAppleAccount.isEmpty { fields.insert(.managedAppleAccount) }
        if !devices.isEmpty { fields.insert(.devices) }
        if !position.isEmpty { fields.insert(.position) }
        if !sites.isEmpty { fields.insert(.sites) }
        if !groups.isEmpty { fields.insert(.groups) }
        if !attributes.isEmpty { fields.insert(.attributes) }
        return fields
    }
}

/// The fields that a packed user has, in the order in which they lie there; those of a simple search come first.
package struct UserFields: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let fullName = UserFields(rawValue: 1)
    package static let email = UserFields(rawValue: 2)
    package static let phone = UserFields(rawValue: 4)
    package static let managedAppleAccount = UserFields(rawValue: 8)
    package static let devices = UserFields(rawValue: 16)
    package static let position = UserFields(rawValue: 32)
    package static let sites = UserFields(rawValue: 64)
    package static let groups = UserFields(rawValue: 128)
    package static let attributes = UserFields(rawValue: 256)
}

extension Device {
    fileprivate init(from reader: inout PackedReader) {
        self.init(serial: reader.text())
        switch reader.byte() {
        case 1: kind = .computer
        case 2: kind = .mobile
        default: kind = nil
        }
    }

    fileprivate func pack(into writer: inout PackedWriter) {
        writer.text(serial)
        writer.byte(Self.packedKind(kind))
    }

    static func packedKind(_ kind: Kind?) -> UInt8 { kind == .computer ? 1 : kind == .mobile ? 2 : 0 }
}

extension PackedReader {
    /// A list that `PackedWriter.list` wrote.
    mutating func list<Element>(_ element: (inout PackedReader) -> Element) -> [Element] {
        var list: [Element] = []
        each { list.append(element(&$0)) }
        return list
    }

    /// Calls the closure to read each element of a list.
    mutating func each(_ element: (inout PackedReader) -> Void) {
        var left = number()
        while left > 0, !isAtEnd {
            element(&self)
            left -= 1
        }
    }
}

extension PackedWriter {
    mutating func list<Element>(_ list: [Element], _ element: (Element, inout PackedWriter) -> Void) {
        number(UInt(list.count))
        for one in list { element(one, &self) }
    }

    mutating func instant(_ value: Instant) { signed(value.milliseconds) }
}

extension PackedReader {
    mutating func instant() -> Instant { Instant(milliseconds: signed()) }
}
