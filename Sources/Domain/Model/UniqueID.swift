/// A 128-bit name that is unique without a counter: command ids, store ids and `clientUserId` at Apple.
///
/// Text form as RFC 9562: `7f0c1f0e-5a4b-4f0f-9d52-3a7f3f4f9e10`, lower case.
package struct UniqueID: Hashable, Sendable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Parses the text form in either case; nil when it is not 8-4-4-4-12 hexadecimal digits.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        var words: [UInt64] = [0, 0]
        var digits = 0
        for (index, byte) in bytes.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == 0x2D else { return nil }
                continue
            }
            guard let value = hexValue(byte) else { return nil }
            words[digits / 16] = words[digits / 16] << 4 | value
            digits += 1
        }
        self.init(high: words[0], low: words[1])
    }

    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { text.append(0x2D) }
            let word = index < 16 ? high : low
            text.append(hexDigits[Int(word >> UInt64(60 - index % 16 * 4) & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

private let hexDigits = Array("0123456789abcdef".utf8)

private func hexValue(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x61...0x66: UInt64(byte - 0x61 + 10)
    case 0x41...0x46: UInt64(byte - 0x41 + 10)
    default: nil
    }
}

/// 128 random bits that the outside hands to a command; everything drawn from it is the same for the same seed.
///
/// What is drawn (`clientUserId`) has to be unique, not secret, so a splitmix generator is enough.
package struct Seed: Hashable, Sendable {
    private var first: UInt64
    private var second: UInt64

    package init(_ first: UInt64, _ second: UInt64) {
        self.first = first
        self.second = second
    }

    /// A version 4 unique id.
    package mutating func nextUniqueID() -> UniqueID {
        let high = Seed.step(&first) ^ second.byteSwapped
        let low = Seed.step(&second) ^ first.byteSwapped
        return UniqueID(
            high: high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000, low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
    }

    private static func step(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
