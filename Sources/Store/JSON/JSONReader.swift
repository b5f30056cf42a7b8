/// Reads JSON from bytes, one value after the other, in the order in which it stands there.
///
/// Strict (RFC 8259; no duplicate keys, no lone surrogates, at most 64 levels) and safe on any input: it throws, it never traps.
/// After an error the reader is of no further use.
package struct JSONReader: Sendable {
    /// How many arrays and objects may be nested.
    package static let maximumDepth = 64

    let bytes: ArraySlice<UInt8>
    var position: Int
    private var depth = 0

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    package init(_ bytes: [UInt8]) {
        self.init(bytes[...])
    }

    /// Reads an object: `member` is called for each member and reads its value. A value that it leaves alone is skipped.
    /// - Throws: `JSONError`.
    package mutating func readObject(
        _ member: (_ key: String, _ reader: inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        try readMembers { (key, reader) throws(JSONError) in try member(try reader.text(of: key), &reader) }
    }

    /// Reads an array: `element` is called for each element and reads it. An element that it leaves alone is skipped.
    /// - Throws: `JSONError`.
    package mutating func readArray(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        try enter(.openBracket)
        if accept(.closeBracket) { return leave() }
        repeat {
            try consume(element)
        } while accept(.comma)
        try expect(.closeBracket)
        leave()
    }

    /// Reads an array into a list.
    /// - Throws: `JSONError`.
    package mutating func readList<Element>(
        of element: (inout JSONReader) throws(JSONError) -> Element
    ) throws(JSONError) -> [Element] {
        var list: [Element] = []
        try readArray { (reader) throws(JSONError) in list.append(try element(&reader)) }
        return list
    }

    /// Reads `null` if it stands here, and says whether it did.
    package mutating func readNull() -> Bool {
        acceptWord("null")
    }

    /// Reads `true` or `false`.
    /// - Throws: `JSONError`.
    package mutating func readBool() throws(JSONError) -> Bool {
        if acceptWord("true") { return true }
        if acceptWord("false") { return false }
        throw unexpected()
    }

    /// Reads any value as a tree.
    /// - Throws: `JSONError`.
    package mutating func readValue() throws(JSONError) -> JSONValue {
        switch peek() {
        case .openBrace: return .object(try readTreeMembers())
        case .openBracket: return .array(try readList { (reader) throws(JSONError) in try reader.readValue() })
        case .quote: return .string(try readString())
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool(try readBool())
        case UInt8(ascii: "n"): if readNull() { return .null } else { throw unexpected() }
        default: return try readTreeNumber()
        }
    }

    private mutating func readTreeMembers() throws(JSONError) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        try readObject { (key, reader) throws(JSONError) in members.append(.init(key, try reader.readValue())) }
        return members
    }

    private mutating func readTreeNumber() throws(JSONError) -> JSONValue {
        let text = try readNumberText()
        return Int64(text).map { .integer($0) } ?? .number(text)
    }

    /// Reads any value without looking at it, and returns its bytes as they stand there.
    /// - Throws: `JSONError`.
    package mutating func readRaw() throws(JSONError) -> ArraySlice<UInt8> {
        skipWhiteSpace()
        let start = position
        try skipValue()
        return bytes[start..<position]
    }

    /// Reads past any value, checking that it is well formed.
    /// - Throws: `JSONError`.
    package mutating func skipValue() throws(JSONError) {
        switch peek() {
        case .openBrace: try readMembers { (_, reader) throws(JSONError) in try reader.skipValue() }
        case .openBracket: try readArray { (reader) throws(JSONError) in try reader.skipValue() }
        case .quote: _ = try scanString()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try readBool()
        case UInt8(ascii: "n"): if !readNull() { throw unexpected() }
        default: _ = try scanNumber()
        }
    }

    /// Says that nothing but white space may follow.
    /// - Throws: `JSONError` with `trailingBytes`.
    package mutating func finish() throws(JSONError) {
        skipWhiteSpace()
        if position < bytes.endIndex { throw error(.trailingBytes) }
    }
}

extension JSONReader {
    /// Reads an object without making text of its keys; duplicate keys are refused.
    mutating func readMembers(_ member: (StringToken, inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        try enter(.openBrace)
        if accept(.closeBrace) { return leave() }
        var keys: [StringToken] = []
        repeat {
            skipWhiteSpace()
            let key = try scanString()
            try refuseDuplicate(key, among: keys)
            keys.append(key)
            try expect(.colon)
            try consume { (reader) throws(JSONError) in try member(key, &reader) }
        } while accept(.comma)
        try expect(.closeBrace)
        leave()
    }

    private mutating func consume(_ body: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        skipWhiteSpace()
        let start = position
        try body(&self)
        if position == start { try skipValue() }
    }

    private func refuseDuplicate(_ key: StringToken, among keys: [StringToken]) throws(JSONError) {
        for earlier in keys where try same(earlier, key) {
            throw JSONError(.duplicateKey(try text(of: key)), at: key.range.lowerBound - bytes.startIndex)
        }
    }

    private mutating func enter(_ bracket: UInt8) throws(JSONError) {
        try expect(bracket)
        depth += 1
        if depth > Self.maximumDepth { throw error(.tooDeep) }
    }

    private mutating func leave() {
        depth -= 1
    }
}
