/// Any JSON value, as a tree. For what has no shape of its own; records are read with `JSONFields`.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent that fits.
    case integer(Int64)
    /// Any other number, in the text it was written in.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in the order they were written; no key occurs twice.
    case object([Member])

    package struct Member: Hashable, Sendable {
        package let key: String
        package let value: JSONValue

        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// Reads one value; nothing may follow it.
    /// - Throws: `JSONError` with reason and offset.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.readValue()
        try reader.finish()
    }

    /// The member of an object; nil when absent, or when this is not an object.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The text of a string; nil for anything else.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number, if it is a whole one that fits; nil for anything else.
    package var whole: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The elements of an array; nil for anything else.
    package var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The value as compact JSON.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}
