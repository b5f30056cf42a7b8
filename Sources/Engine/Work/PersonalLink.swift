import Domain

/// The token of a personal link: derived, never stored (domain.md in words: invitation, user and generation with a tag that only
/// this store can make, base64url).
package struct PersonalLink: Hashable, Sendable {
    package var key: RecipientKey
    package var generation: UInt32

    package init(key: RecipientKey, generation: UInt32) {
        self.key = key
        self.generation = generation
    }

    private static let factCount = 12
    private static let tagCount = 16

    /// The text behind the portal's base URL.
    package func token(_ keys: any KeyKeeper) throws(KeyFailure) -> String {
        let facts = Self.bytes(key.invitation.number) + Self.bytes(key.user.number) + Self.bytes(generation)
        return Base64URL.encode(facts + (try keys.linkTag(for: facts)))
    }

    /// Reads a token; nil when this store did not make it. Takes the same time wherever the tag differs.
    package init?(token: String, _ keys: any KeyKeeper) throws(KeyFailure) {
        guard token.utf8.count <= 64, let bytes = Base64URL.decode(token), bytes.count == Self.factCount + Self.tagCount else {
            return nil
        }
        let facts = Array(bytes[..<Self.factCount])
        let tag = try keys.linkTag(for: facts)
        var difference: UInt8 = tag.count == Self.tagCount ? 0 : 1
        for (left, right) in zip(tag, bytes[Self.factCount...]) { difference |= left ^ right }
        guard difference == 0 else { return nil }
        let numbers = stride(from: 0, to: Self.factCount, by: 4).map { start in
            facts[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        self.init(key: RecipientKey(InvitationID(numbers[0]), UserID(numbers[1])), generation: numbers[2])
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    }
}

/// Base64 for addresses. Source: RFC 4648 section 5, without padding.
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(buffer >> bits & 63)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << (6 - bits) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for any other character, and for spare bits that are not zero: one text for one value.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = (buffer << 6 | UInt32(value)) & 0xFF_FFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard bits < 6, buffer & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }
}
