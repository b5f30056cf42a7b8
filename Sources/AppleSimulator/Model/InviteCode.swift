/// The code in an invitation link: 32 lower-case hexadecimal digits.
struct InviteCode: Hashable, Codable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// A code from the first sixteen bytes.
    init(bytes: [UInt8]) {
        precondition(bytes.count >= 16, "an invite code has sixteen bytes")
        high = bytes[0..<8].bigEndianValue
        low = bytes[8..<16].bigEndianValue
    }

    /// Reads the digits; nil for anything else.
    init?(_ text: String) {
        guard text.utf8.count == 32, let bytes = [UInt8](hexText: text) else { return nil }
        self.init(bytes: bytes)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let code = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an invite code")
        }
        self = code
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    var description: String { (high.bigEndianBytes + low.bigEndianBytes)[...].hexText }
}
