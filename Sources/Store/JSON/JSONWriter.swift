/// Writes compact JSON into bytes: no white space, keys in the order given, control characters escaped.
///
/// What it produces may stand in a journal line: valid UTF-8 without control characters. Commas are set by the writer.
/// Inside an object only `field` (or `key` followed by one value) may be called, inside an array only `value`.
package struct JSONWriter: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8]
    private var needsComma = false

    package init(reservingCapacity capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// The bytes of one object with the members that the body writes.
    package static func object<Failure: Error>(
        _ members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) -> [UInt8] {
        var writer = JSONWriter()
        try writer.object(members)
        return writer.bytes
    }

    /// Writes an object with the members that the body writes.
    package mutating func object<Failure: Error>(_ members: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        try nest(open: .openBrace, close: .closeBrace, members)
    }

    /// Writes an array with the elements that the body writes.
    package mutating func array<Failure: Error>(_ elements: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        try nest(open: .openBracket, close: .closeBracket, elements)
    }

    private mutating func nest<Failure: Error>(
        open: UInt8, close: UInt8, _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        separate()
        bytes.append(open)
        needsComma = false
        try body(&self)
        bytes.append(close)
        needsComma = true
    }

    /// Writes a key; exactly one value must follow.
    package mutating func key(_ key: String) {
        separate()
        bytes.appendQuoted(key)
        bytes.append(.colon)
        needsComma = false
    }

    /// Writes a string.
    package mutating func value(_ text: String) {
        separate()
        bytes.appendQuoted(text)
        needsComma = true
    }

    /// Writes a whole number.
    package mutating func value(_ number: some FixedWidthInteger) {
        separate()
        bytes.appendDecimal(number)
        needsComma = true
    }

    /// Writes `true` or `false`.
    package mutating func value(_ flag: Bool) {
        raw((flag ? "true" : "false").utf8)
    }

    /// Writes `null`.
    package mutating func null() {
        raw("null".utf8)
    }

    /// Writes bytes that are one JSON value already; they are not checked here.
    package mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(.comma) }
    }
}

extension [UInt8] {
    /// Appends the decimal digits of a number, with a sign if it is negative.
    mutating func appendDecimal<Number: FixedWidthInteger>(_ number: Number) {
        if number < 0 { append(.minus) }
        var rest = UInt64(number.magnitude)
        let start = count
        repeat {
            append(UInt8(truncatingIfNeeded: rest % 10) + .zero)
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }

    /// Appends a text as a JSON string.
    mutating func appendQuoted(_ text: String) {
        append(.quote)
        var text = text
        let isPlain = text.withUTF8 { bytes in bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7f && $0 != .quote && $0 != .backslash } }
        if isPlain { append(contentsOf: text.utf8) } else { appendEscaped(text.utf8) }
        append(.quote)
    }

    /// Appends the text with quote, backslash and control characters escaped (C1 too: some terminals obey them).
    fileprivate mutating func appendEscaped(_ text: String.UTF8View) {
        var afterC2 = false
        for byte in text {
            let isC1 = afterC2 && byte < 0xa0
            afterC2 = byte == 0xc2
            if isC1 {
                removeLast()
                append(contentsOf: "\\u00".utf8)
                appendHex(byte)
            } else if byte >= 0x20 && byte != .quote && byte != .backslash && byte != 0x7f {
                append(byte)
            } else {
                appendEscape(byte)
            }
        }
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(.backslash)
        switch byte {
        case .quote, .backslash: append(byte)
        case 0x0a: append(UInt8(ascii: "n"))
        case 0x0d: append(UInt8(ascii: "r"))
        case 0x09: append(UInt8(ascii: "t"))
        default:
            append(contentsOf: "u00".utf8)
            appendHex(byte)
        }
    }

    /// Appends two lower-case hexadecimal digits.
    mutating func appendHex(_ byte: UInt8) {
        append(UInt8.hexDigit(byte >> 4))
        append(UInt8.hexDigit(byte & 15))
    }
}
