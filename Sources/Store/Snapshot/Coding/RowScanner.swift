import Domain

/// Reads what this program itself writes a million times: known keys in their order, no white space.
///
/// Whatever looks otherwise is nil, and then for the general reader to judge.
struct RowScanner {
    private let content: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ content: ArraySlice<UInt8>) {
        self.content = content
        position = content.startIndex
    }

    var isAtEnd: Bool { position == content.endIndex }

    mutating func accept(_ key: StaticString) -> Bool {
        guard isNext(key) else { return false }
        position += key.utf8CodeUnitCount
        return true
    }

    private func isNext(_ key: StaticString) -> Bool {
        let (count, start, span) = (key.utf8CodeUnitCount, position - content.startIndex, content.span)
        guard start + count <= span.count else { return false }
        for place in 0..<count where span[start + place] != key.utf8Start[place] { return false }
        return true
    }

    /// A whole number of at most eighteen digits.
    mutating func number<Number: FixedWidthInteger>(as type: Number.Type) -> Number? {
        let (value, length) = nextNumber()
        guard length > 0 else { return nil }
        position += length
        return Number(exactly: value)
    }

    private func nextNumber() -> (value: Int64, length: Int) {
        let (span, start) = (content.span, position - content.startIndex)
        var (place, value) = (start, Int64(0))
        while place < span.count, span[place].isDecimalDigit, place - start < 18 {
            value = value * 10 + Int64(span[place] - .zero)
            place += 1
        }
        let hasLeadingZero = place - start > 1 && span[start] == .zero
        return (value, hasLeadingZero ? 0 : place - start)
    }

    /// The value of a member that may be absent; false when it is there and unusual.
    mutating func instant(_ key: StaticString, into value: inout Instant?) -> Bool {
        guard accept(key) else { return true }
        guard let number = number(as: Int64.self) else { return false }
        value = Instant(milliseconds: number)
        return true
    }

    mutating func text(_ key: StaticString, into value: inout String?) -> Bool {
        guard accept(key) else { return true }
        guard let text = plainText() else { return false }
        value = String(decoding: content[text], as: UTF8.self)
        return true
    }

    mutating func bytes(_ key: StaticString, into value: inout [UInt8]?) -> Bool {
        guard accept(key) else { return true }
        guard let text = plainText(), let bytes = [UInt8](base64: content[text]) else { return false }
        value = bytes
        return true
    }

    mutating func word<Word: RawRepresentable<String>>(_ type: Word.Type) -> Word? {
        guard let text = plainText(), text.count < 16 else { return nil }
        return Word(rawValue: String(decoding: content[text], as: UTF8.self))
    }

    /// A name in its lower-case form.
    mutating func uniqueID() -> UniqueID? {
        guard let text = plainText(), text.count == 36 else { return nil }
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for place in 0..<36 {
            let byte = content[text.lowerBound + place]
            if place == 8 || place == 13 || place == 18 || place == 23 {
                guard byte == .minus else { return nil }
            } else {
                guard let digit = byte.lowerHexValue else { return nil }
                words = (words.high << 4 | words.low >> 60, words.low << 4 | UInt64(digit))
            }
        }
        return UniqueID(high: words.high, low: words.low)
    }

    /// Reads an object of any shape from an earlier place; nil when it is none.
    mutating func general<Row>(from start: Int, _ read: (JSONFields) throws(JSONError) -> Row) -> Row? {
        var reader = JSONReader(content)
        reader.position = start
        guard let row = try? read(try JSONFields(from: &reader)) else { return nil }
        position = reader.position
        return row
    }

    /// Where the inside of a string of UTF-8 without escapes stands.
    mutating func utf8Text() -> Range<Int>? {
        guard let (text, seen) = nextText(), seen < 0x80 || isUTF8(text) else { return nil }
        position = text.upperBound + 1
        return text
    }

    /// Where the inside of a string of ASCII without escapes stands.
    private mutating func plainText() -> Range<Int>? {
        guard let (text, seen) = nextText(), seen < 0x7F else { return nil }
        position = text.upperBound + 1
        return text
    }

    /// A string of any shape; nil when it is none.
    mutating func escapedText() -> String? {
        var reader = JSONReader(content)
        reader.position = position
        guard let text = try? reader.readString() else { return nil }
        position = reader.position
        return text
    }

    private func isUTF8(_ text: Range<Int>) -> Bool {
        (try? UTF8Span(validating: content[text].span)) != nil
    }

    /// The inside of the string that stands next, up to its quote, and its greatest byte; nil when an escape or a
    /// control character comes first.
    private func nextText() -> (text: Range<Int>, seen: UInt8)? {
        let span = content.span
        var (place, seen) = (position - content.startIndex, UInt8(0))
        guard place < span.count, span[place] == .quote else { return nil }
        place += 1
        while place < span.count, span[place] != .quote {
            let byte = span[place]
            guard byte >= 0x20, byte != .backslash else { return nil }
            seen = max(seen, byte)
            place += 1
        }
        return place < span.count ? ((position + 1)..<(content.startIndex + place), seen) : nil
    }
}
