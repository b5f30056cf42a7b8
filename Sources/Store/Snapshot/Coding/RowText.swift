import Columns
import Domain

/// Writes rows as JSON into one line: `JSONWriter` for what there are millions of, with keys that need no look at them.
struct RowText {
    private(set) var bytes: [UInt8]

    init(_ opening: [UInt8]) {
        bytes = opening
        bytes.reserveCapacity(SnapshotCoding.rowsPerLine + 4096)
    }

    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// A comma, unless a list or an object begins here.
    mutating func separate() {
        if let last = bytes.last, last != .openBracket, last != .openBrace { bytes.append(.comma) }
    }

    mutating func number(_ key: StaticString, _ number: some FixedWidthInteger) {
        raw(key)
        bytes.appendDecimal(number)
    }

    /// A member that is there only when it is not `usual`.
    mutating func number<Number: FixedWidthInteger>(_ key: StaticString, _ value: Number, unless usual: Number) {
        if value != usual { number(key, value) }
    }

    mutating func instant(_ key: StaticString, _ instant: Instant?) {
        if let instant { number(key, instant.milliseconds) }
    }

    mutating func text(_ key: StaticString, _ text: String?) {
        guard let text else { return }
        raw(key)
        bytes.appendQuoted(text)
    }

    /// A word that needs no escapes.
    mutating func word(_ key: StaticString, _ word: String) {
        raw(key)
        bytes.append(.quote)
        bytes.append(contentsOf: word.utf8)
        bytes.append(.quote)
    }

    mutating func flag(_ key: StaticString, _ isSet: Bool) {
        if isSet { raw(key) }
    }

    mutating func uniqueID(_ key: StaticString, _ id: UniqueID) {
        raw(key)
        bytes.append(.quote)
        for (word, dash) in [(id.high, [4, 6]), (id.low, [0, 2])] {
            for byte in 0..<8 {
                if dash.contains(byte) { bytes.append(.minus) }
                bytes.appendHex(UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * byte)))
            }
        }
        bytes.append(.quote)
    }

    mutating func base64(_ key: StaticString, _ content: [UInt8]?) {
        guard let content else { return }
        raw(key)
        bytes.append(.quote)
        bytes.appendBase64(content)
        bytes.append(.quote)
    }

    /// The next text of a packed row, as it is where it needs no escapes.
    mutating func text(_ key: StaticString, of row: inout PackedReader) {
        raw(key)
        bytes.append(.quote)
        let start = bytes.count
        row.appendText(to: &bytes)
        guard isPlain(from: start) else {
            let text = String(decoding: bytes[start...], as: UTF8.self)
            bytes.removeSubrange((start - 1)...)
            return bytes.appendQuoted(text)
        }
        bytes.append(.quote)
    }

    /// Whether what stands behind a place needs no escapes; C1 controls do, and begin with 0xC2.
    private func isPlain(from start: Int) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            for place in start..<bytes.count {
                let byte = bytes[place]
                if byte < 0x20 || byte == .quote || byte == .backslash || byte == 0x7F || byte == 0xC2 { return false }
            }
            return true
        }
    }

    /// Ends the line's list and its objects.
    consuming func closed(_ ending: StaticString) -> [UInt8] {
        raw(ending)
        return bytes
    }
}
