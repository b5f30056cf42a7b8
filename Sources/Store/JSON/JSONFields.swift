/// The members of one JSON object, asked for by key: the pleasant way to read a record's body.
///
/// Finds all members in one pass and makes values only of those that are asked for. Unknown members do no harm.
package struct JSONFields: Sendable {
    private let reader: JSONReader
    private let members: [(key: JSONReader.StringToken, start: Int)]

    /// Reads the object that these bytes are; nothing may follow it.
    /// - Throws: `JSONError`.
    package init(_ bytes: ArraySlice<UInt8>) throws(JSONError) {
        var reader = JSONReader(bytes)
        try self.init(from: &reader)
        try reader.finish()
    }

    /// Reads the object that stands next, for example as the element of an array.
    /// - Throws: `JSONError`.
    package init(from reader: inout JSONReader) throws(JSONError) {
        var members: [(key: JSONReader.StringToken, start: Int)] = []
        try reader.readMembers { (key, reader) throws(JSONError) in
            members.append((key, reader.position))
            try reader.skipValue()
        }
        self.reader = reader
        self.members = members
    }

    /// Whether the key is there with a value other than null.
    package func contains(_ key: String) -> Bool {
        find(key) != nil
    }

    /// A reader that stands before the value of the key; nil when it is absent or null.
    package func find(_ key: String) -> JSONReader? {
        guard let member = members.first(where: { reader.matches($0.key, key) }) else { return nil }
        var found = reader
        found.position = member.start
        return found.readNull() ? nil : found
    }

    /// The value of a key that must be there, read by `read`.
    /// - Throws: `JSONError` with `missingKey`, or what reading throws.
    package func value<Value>(
        _ key: String, _ read: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        guard var found = find(key) else { throw reader.error(.missingKey(key)) }
        return try read(&found)
    }

    /// The value of a key that may be absent or null, read by `read`.
    /// - Throws: `JSONError`.
    package func optional<Value>(
        _ key: String, _ read: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value? {
        guard var found = find(key) else { return nil }
        return try read(&found)
    }
}

extension JSONFields {
    /// A string that must be there.
    package func string(_ key: String) throws(JSONError) -> String {
        try value(key) { (reader) throws(JSONError) in try reader.readString() }
    }

    /// A string that may be absent.
    package func optionalString(_ key: String) throws(JSONError) -> String? {
        try optional(key) { (reader) throws(JSONError) in try reader.readString() }
    }

    /// A whole number that must be there and fit.
    package func integer<Number: FixedWidthInteger>(_ key: String, as type: Number.Type = Number.self) throws(JSONError) -> Number
    {
        try value(key) { (reader) throws(JSONError) in try reader.readInteger(as: type) }
    }

    /// A whole number that may be absent.
    package func optionalInteger<Number: FixedWidthInteger>(
        _ key: String, as type: Number.Type = Number.self
    ) throws(JSONError) -> Number? {
        try optional(key) { (reader) throws(JSONError) in try reader.readInteger(as: type) }
    }

    /// A flag; absent means false.
    package func flag(_ key: String) throws(JSONError) -> Bool {
        try optional(key) { (reader) throws(JSONError) in try reader.readBool() } ?? false
    }

    /// An array of whole numbers; absent means empty.
    package func integers<Number: FixedWidthInteger>(
        _ key: String, as type: Number.Type = Number.self
    ) throws(JSONError) -> [Number] {
        try list(key) { (reader) throws(JSONError) in try reader.readInteger(as: type) }
    }

    /// An array of strings; absent means empty.
    package func strings(_ key: String) throws(JSONError) -> [String] {
        try list(key) { (reader) throws(JSONError) in try reader.readString() }
    }

    /// An array, each element read by `element`; absent means empty.
    package func list<Element>(
        _ key: String, _ element: (inout JSONReader) throws(JSONError) -> Element
    ) throws(JSONError) -> [Element] {
        try optional(key) { (reader) throws(JSONError) in try reader.readList(of: element) } ?? []
    }

    /// Bytes that are a Base64 string; must be there.
    package func base64(_ key: String) throws(JSONError) -> [UInt8] {
        guard let content = [UInt8](base64: try string(key).utf8) else { throw reader.error(.unexpectedValue(key)) }
        return content
    }

    /// An object that must be there.
    package func object(_ key: String) throws(JSONError) -> JSONFields {
        try value(key) { (reader) throws(JSONError) in try JSONFields(from: &reader) }
    }

    /// An object that may be absent.
    package func optionalObject(_ key: String) throws(JSONError) -> JSONFields? {
        try optional(key) { (reader) throws(JSONError) in try JSONFields(from: &reader) }
    }

    /// An error that says that this value of a key is not known to this version.
    package func unexpected(_ value: String) -> JSONError {
        reader.error(.unexpectedValue(value))
    }
}
