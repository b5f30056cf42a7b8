extension JSONReader {
    /// Where the inside of a string stands, and whether a backslash occurs in it.
    struct StringToken {
        let range: Range<Int>
        let isEscaped: Bool
    }

    /// Reads a string.
    /// - Throws: `JSONError`.
    package mutating func readString() throws(JSONError) -> String {
        skipWhiteSpace()
        return try text(of: try scanString())
    }

    /// Reads a whole number that fits the type asked for; a fraction or an exponent is refused.
    /// - Throws: `JSONError`.
    package mutating func readInteger<Number: FixedWidthInteger>(as type: Number.Type = Int64.self) throws(JSONError) -> Number {
        skipWhiteSpace()
        let start = position
        let token = try scanNumber()
        guard token.isWhole, let number = Number(digits: bytes[token.range]) else {
            throw JSONError(.integerOutOfRange, at: start - bytes.startIndex)
        }
        return number
    }

    /// Reads any number and returns its text.
    /// - Throws: `JSONError`.
    package mutating func readNumberText() throws(JSONError) -> String {
        skipWhiteSpace()
        let token = try scanNumber()
        return String(decoding: bytes[token.range], as: UTF8.self)
    }

    /// The error for what stands at the reader's position.
    func unexpected() -> JSONError {
        error(position < bytes.endIndex ? .unexpectedByte(bytes[position]) : .unexpectedEnd)
    }

    /// An error at the reader's position.
    package func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason, at: position - bytes.startIndex)
    }

    mutating func skipWhiteSpace() {
        while position < bytes.endIndex {
            switch bytes[position] {
            case 0x20, 0x09, 0x0a, 0x0d: position += 1
            default: return
            }
        }
    }

    /// The first byte of the next value, or 0 at the end.
    mutating func peek() -> UInt8 {
        skipWhiteSpace()
        return position < bytes.endIndex ? bytes[position] : 0
    }

    mutating func accept(_ byte: UInt8) -> Bool {
        guard peek() == byte, position < bytes.endIndex else { return false }
        position += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard accept(byte) else { throw unexpected() }
    }

    mutating func acceptWord(_ word: String) -> Bool {
        skipWhiteSpace()
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    /// Reads past a string that begins here; checks UTF-8 and escapes.
    mutating func scanString() throws(JSONError) -> StringToken {
        guard position < bytes.endIndex, bytes[position] == .quote else { throw unexpected() }
        let start = position + 1
        var index = start
        var (isEscaped, isASCII) = (false, true)
        while index < bytes.endIndex, bytes[index] != .quote {
            let byte = bytes[index]
            if byte < 0x20 { throw JSONError(.unexpectedByte(byte), at: index - bytes.startIndex) }
            if byte >= 0x80 { isASCII = false }
            if byte == .backslash {
                isEscaped = true
                index += 1
            }
            index += 1
        }
        guard index < bytes.endIndex else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        let token = StringToken(range: start..<index, isEscaped: isEscaped)
        if isEscaped || !isASCII { _ = try text(of: token) }
        position = index + 1
        return token
    }

    /// Reads past a number that begins here.
    mutating func scanNumber() throws(JSONError) -> (range: Range<Int>, isWhole: Bool) {
        let start = position
        if position < bytes.endIndex, bytes[position] == .minus { position += 1 }
        guard position < bytes.endIndex, bytes[position].isDecimalDigit else { throw unexpected() }
        let startsWithZero = bytes[position] == .zero
        guard skipDigits() == 1 || !startsWithZero else { throw error(.invalidNumber) }
        let wholeEnd = position
        if position < bytes.endIndex, bytes[position] == UInt8(ascii: ".") {
            position += 1
            guard skipDigits() > 0 else { throw error(.invalidNumber) }
        }
        try skipExponent()
        return (start..<position, position == wholeEnd)
    }

    private mutating func skipExponent() throws(JSONError) {
        guard position < bytes.endIndex, bytes[position] | 0x20 == UInt8(ascii: "e") else { return }
        position += 1
        if position < bytes.endIndex, bytes[position] == .minus || bytes[position] == UInt8(ascii: "+") { position += 1 }
        guard skipDigits() > 0 else { throw error(.invalidNumber) }
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while position < bytes.endIndex, bytes[position].isDecimalDigit { position += 1 }
        return position - start
    }
}

extension FixedWidthInteger {
    /// The number whose decimal digits, after an optional minus, these are; nil if it does not fit.
    init?(digits: ArraySlice<UInt8>) {
        let isNegative = digits.first == .minus
        let digits = isNegative ? digits.dropFirst() : digits
        guard !digits.isEmpty else { return nil }
        var number: Self = 0
        for digit in digits {
            guard digit.isDecimalDigit, let step = Self(exactly: digit &- .zero) else { return nil }
            let (product, tooBig) = number.multipliedReportingOverflow(by: 10)
            let (sum, over) = isNegative ? product.subtractingReportingOverflow(step) : product.addingReportingOverflow(step)
            if tooBig || over { return nil }
            number = sum
        }
        self = number
    }
}
