/// The identity of one store: 16 random bytes, written as a UUID.
package struct StoreID: Hashable, Sendable, CustomStringConvertible {
    /// Exactly 16.
    package let bytes: [UInt8]

    /// A new identity (UUID version 4).
    package static func random() -> StoreID {
        var generator = SystemRandomNumberGenerator()
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        return StoreID(bytes: bytes)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The identity that the text of a UUID in lower case stands for.
    package init?(_ text: String) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for letter in text.utf8 where letter != .minus {
            guard let digit = letter.lowerHexValue else { return nil }
            if let first = high { bytes.append(first << 4 | digit) }
            high = high == nil ? digit : nil
        }
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
        guard description == text else { return nil }
    }

    package var description: String {
        var text: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append(.minus) }
            text.appendHex(byte)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
