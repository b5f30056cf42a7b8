import Columns

/// The texts of a user as pieces of UTF-8; empty where there is none.
package struct UserTexts {
    package typealias Device = (serial: Range<Int>, kind: Domain.Device.Kind?)

    /// What the ranges are in.
    package var bytes: ArraySlice<UInt8>
    /// What ranges behind the end of `bytes` are in: texts that stand otherwise in the bytes, such as those with escapes.
    package var others: [UInt8]
    package var username, fullName, email, phone, managedAppleAccount, position: Range<Int>

    package init(
        in bytes: ArraySlice<UInt8>, others: [UInt8] = [], username: Range<Int>, fullName: Range<Int>, email: Range<Int>,
        phone: Range<Int>,
        managedAppleAccount: Range<Int>, position: Range<Int>
    ) {
        self.bytes = bytes
        self.others = others
        self.username = username
        self.fullName = fullName
        self.email = email
        self.phone = phone
        self.managedAppleAccount = managedAppleAccount
        self.position = position
    }

    fileprivate func write(_ range: Range<Int>, into writer: inout PackedWriter) {
        guard range.lowerBound >= bytes.endIndex else { return writer.data(bytes, range) }
        writer.data(others[...], (range.lowerBound - bytes.endIndex)..<(range.upperBound - bytes.endIndex))
    }
}

extension UserRows {
    /// Puts a user without attributes behind the others, exactly as `User.pack` writes it.
    package mutating func append(_ texts: UserTexts, id: UInt32, devices: [UserTexts.Device], sites: [UInt32], groups: [UInt32]) {
        var fields: UserFields = []
        if !texts.fullName.isEmpty { fields.insert(.fullName) }
        if !texts.email.isEmpty { fields.insert(.email) }
        if !texts.phone.isEmpty { fields.insert(.phone) }
        if !texts.managedAppleAccount.isEmpty { fields.insert(.managedAppleAccount) }
        if !devices.isEmpty { fields.insert(.devices) }
        if !texts.position.isEmpty { fields.insert(.position) }
        if !sites.isEmpty { fields.insert(.sites) }
        if !groups.isEmpty { fields.insert(.groups) }
        append { writer in
            writer.number(id)
            writer.number(fields.rawValue)
            texts.write(texts.username, into: &writer)
            if fields.contains(.fullName) { texts.write(texts.fullName, into: &writer) }
            if fields.contains(.email) { texts.write(texts.email, into: &writer) }
            if fields.contains(.phone) { texts.write(texts.phone, into: &writer) }
            if fields.contains(.managedAppleAccount) { texts.write(texts.managedAppleAccount, into: &writer) }
            if fields.contains(.devices) {
                writer.list(devices) {
                    texts.write($0.serial, into: &$1)
                    $1.byte(Device.packedKind($0.kind))
                }
            }
            if fields.contains(.position) { texts.write(texts.position, into: &writer) }
            if fields.contains(.sites) { writer.list(sites) { $1.number($0) } }
            if fields.contains(.groups) { writer.list(groups) { $1.number($0) } }
        }
    }
}
