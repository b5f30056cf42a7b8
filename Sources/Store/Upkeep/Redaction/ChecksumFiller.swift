import CBytes

/// Fills free places of a line with random letters, such that the line's checksum stays what it was.
///
/// Four bits of each letter are free (`@` and `A` to `O`), and the checksum is linear in them: one system of 32 equations.
struct ChecksumFiller {
    /// So many free places always suffice: with 32 equations for 4 bits each, a few more than eight.
    static let enough = 12
    private static let letters: UInt8 = 0x40

    /// - Parameters:
    ///   - bytes: The line up to its checksum; the places hold anything.
    ///   - places: Which bytes are free.
    ///   - checksum: What the line's checksum has to be, seeded with 0.
    /// - Returns: False when the places are too few for it.
    static func fill(_ bytes: inout [UInt8], _ places: [Int], checksum: UInt32) -> Bool {
        var generator = SystemRandomNumberGenerator()
        for place in places { bytes[place] = letters | UInt8.random(in: 0..<16, using: &generator) }
        let base = crc32c_of(0, bytes, 0, bytes.count)
        var equations: [(effect: UInt32, place: Int, bit: UInt8)] = []
        // The rest stays random: nobody can tell from it what stood there.
        for place in places.suffix(2 * enough) {
            for bit in [UInt8(1), 2, 4, 8] {
                bytes[place] ^= bit
                equations.append((crc32c_of(0, bytes, 0, bytes.count) ^ base, place, bit))
                bytes[place] ^= bit
            }
        }
        guard let chosen = solve(equations.map(\.effect), for: base ^ checksum) else { return false }
        for index in chosen { bytes[equations[index].place] ^= equations[index].bit }
        return crc32c_of(0, bytes, 0, bytes.count) == checksum
    }

    /// Which of the effects add up to a difference; nil when none do. Gaussian elimination over single bits.
    private static func solve(_ effects: [UInt32], for difference: UInt32) -> [Int]? {
        var basis: [(effect: UInt32, members: Set<Int>)] = []
        for (index, effect) in effects.enumerated() {
            var (rest, members): (UInt32, Set<Int>) = (effect, [index])
            for row in basis where rest & row.effect.highestBit != 0 {
                rest ^= row.effect
                members.formSymmetricDifference(row.members)
            }
            if rest != 0 { basis.append((rest, members)) }
        }
        var (rest, members): (UInt32, Set<Int>) = (difference, [])
        for row in basis where rest & row.effect.highestBit != 0 {
            rest ^= row.effect
            members.formSymmetricDifference(row.members)
        }
        return rest == 0 ? members.sorted() : nil
    }
}

extension UInt32 {
    fileprivate var highestBit: UInt32 { self == 0 ? 0 : 1 << UInt32(31 - leadingZeroBitCount) }
}
