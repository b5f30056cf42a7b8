/// Why bytes were not the JSON that was asked for, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case invalidString
        case invalidNumber
        case integerOutOfRange
        case tooDeep
        case duplicateKey(String)
        case trailingBytes
        case missingKey(String)
        case unexpectedValue(String)
    }

    package let reason: Reason
    /// Byte offset from the start of the JSON text.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    package var description: String { "\(words) at byte \(offset)" }

    private var words: String {
        switch reason {
        case .unexpectedEnd: "the JSON text ends too early"
        case .unexpectedByte(let byte): "unexpected byte 0x\(String(byte, radix: 16))"
        case .invalidString: "a string that is not valid"
        case .invalidNumber: "a number that is not valid"
        case .integerOutOfRange: "a number that is not a whole number in range"
        case .tooDeep: "nested too deeply"
        case .duplicateKey(let key): "the key \"\(key)\" twice"
        case .trailingBytes: "bytes after the value"
        case .missingKey(let key): "the key \"\(key)\" is missing"
        case .unexpectedValue(let text): "the value \"\(text)\" is not known"
        }
    }
}
