import Crypto

/// A SHA-256: of a line, or of all that a seal stands for. Written as 64 lower-case hexadecimal digits.
package struct SealDigest: Hashable, Sendable, CustomStringConvertible {
    static let length = 32

    /// The 32 bytes in their order.
    private var content: SIMD32<UInt8>

    init(_ digest: SHA256.Digest) {
        content = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD32<UInt8>.self) }
    }

    /// The hash of a line up to its checksum.
    ///
    /// The checksum depends on all lines before: without it, a line that was altered breaks the one seal that it stands in, and
    /// that tells where to look.
    init(line: ArraySlice<UInt8>) {
        self.init(of: line.dropLast(RecordFraming.tailLength))
    }

    /// The hash of any bytes.
    package init(of bytes: ArraySlice<UInt8>) {
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        self.init(hasher.finalize())
    }

    /// The hash that exactly 64 lower-case hexadecimal digits stand for; nil for anything else.
    package init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 2 * Self.length else { return nil }
        content = SIMD32()
        for place in 0..<Self.length {
            guard let high = digits[2 * place].lowerHexValue, let low = digits[2 * place + 1].lowerHexValue else { return nil }
            content[place] = high << 4 | low
        }
    }

    func add(to hasher: inout SHA256) {
        withUnsafeBytes(of: content) { hasher.update(bufferPointer: $0) }
    }

    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * Self.length)
        for place in 0..<Self.length { text.appendHex(content[place]) }
        return String(decoding: text, as: UTF8.self)
    }
}
