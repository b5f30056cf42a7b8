extension JSONReader {
    /// The text of a string token, escapes resolved.
    /// - Throws: `JSONError` with `invalidString`.
    func text(of token: StringToken) throws(JSONError) -> String {
        let inside = bytes[token.range]
        let text = token.isEscaped ? unescape(inside) : String(validating: inside, as: UTF8.self)
        guard let text else { throw JSONError(.invalidString, at: token.range.lowerBound - bytes.startIndex) }
        return text
    }

    /// Whether two strings are equal, however they are escaped.
    func same(_ one: StringToken, _ other: StringToken) throws(JSONError) -> Bool {
        if one.isEscaped || other.isEscaped { return try text(of: one) == text(of: other) }
        return one.range.count == other.range.count && bytes[one.range].elementsEqual(bytes[other.range])
    }

    /// Whether a string is exactly this text.
    func matches(_ token: StringToken, _ text: String) -> Bool {
        if token.isEscaped { return (try? self.text(of: token)) == text }
        return token.range.count == text.utf8.count && bytes[token.range].elementsEqual(text.utf8)
    }

    private func unescape(_ inside: ArraySlice<UInt8>) -> String? {
        var plain: [UInt8] = []
        plain.reserveCapacity(inside.count)
        var index = inside.startIndex
        while index < inside.endIndex {
            if inside[index] != .backslash {
                plain.append(inside[index])
                index += 1
            } else {
                guard let length = appendEscape(inside[(index + 1)...], to: &plain) else { return nil }
                index += 1 + length
            }
        }
        return String(validating: plain, as: UTF8.self)
    }

    /// Resolves what follows a backslash; returns its length, nil if it is no escape.
    private func appendEscape(_ rest: ArraySlice<UInt8>, to plain: inout [UInt8]) -> Int? {
        switch rest.first {
        case .quote?, .backslash?, UInt8(ascii: "/")?: plain.append(rest[rest.startIndex])
        case UInt8(ascii: "b")?: plain.append(0x08)
        case UInt8(ascii: "f")?: plain.append(0x0c)
        case UInt8(ascii: "n")?: plain.append(0x0a)
        case UInt8(ascii: "r")?: plain.append(0x0d)
        case UInt8(ascii: "t")?: plain.append(0x09)
        case UInt8(ascii: "u")?: return appendCodeUnit(rest.dropFirst(), to: &plain)
        default: return nil
        }
        return 1
    }

    private func appendCodeUnit(_ rest: ArraySlice<UInt8>, to plain: inout [UInt8]) -> Int? {
        guard let unit = codeUnit(rest) else { return nil }
        if let scalar = Unicode.Scalar(unit) {
            plain.append(contentsOf: String(scalar).utf8)
            return 5
        }
        let second = rest.dropFirst(4)
        guard unit < 0xdc00, second.starts(with: "\\u".utf8), let low = codeUnit(second.dropFirst(2)),
            (0xdc00..<0xe000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xd800) << 10 + UInt32(low) - 0xdc00)
        else { return nil }
        plain.append(contentsOf: String(scalar).utf8)
        return 11
    }

    private func codeUnit(_ rest: ArraySlice<UInt8>) -> UInt16? {
        guard rest.count >= 4 else { return nil }
        var unit: UInt16 = 0
        for digit in rest.prefix(4) {
            guard let value = digit.anyHexValue else { return nil }
            unit = unit << 4 | UInt16(value)
        }
        return unit
    }
}
