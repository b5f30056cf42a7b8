import CBytes
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite("Finding bytes")
struct FindTests {
    private static func naive(_ hay: [UInt8], _ needle: [UInt8]) -> Int {
        guard needle.count <= hay.count else { return -1 }
        return (0...(hay.count - needle.count)).first { hay[$0...].starts(with: needle) } ?? -1
    }

    /// Few letters, so that near misses are common; needles are half cut from the hay.
    private static func example(_ random: inout SeededGenerator) -> (hay: [UInt8], needle: [UInt8]) {
        let letters: [UInt8] = [97, 98, 122, 0, 0xFE, 0xFF, 0x7F, 0x80].shuffled(using: &random)
        let used = letters.prefix(.random(in: 1...letters.count, using: &random))
        let hay = (0..<Int.random(in: 0..<200, using: &random)).map { _ in used.randomElement(using: &random) ?? 0 }
        let length = [1, 2, 3, 7, 20, 70].randomElement(using: &random) ?? 1
        if Bool.random(using: &random), let start = hay.indices.randomElement(using: &random) {
            return (hay, Array(hay[start...].prefix(length)))
        }
        return (hay, (0..<length).map { _ in letters.randomElement(using: &random) ?? 0 })
    }

    @Test("both searches find the first place, or say that there is none")
    func agreesWithNaiveLoop() {
        var random = SeededGenerator.announced()
        for _ in 0..<8_000 {
            let (hay, needle) = Self.example(&random)
            let expected = Self.naive(hay, needle)
            #expect(rc_find(hay, hay.count, needle, needle.count) == expected, "\(needle) in \(hay)")
            #expect(rc_find_portable(hay, hay.count, needle, needle.count) == expected, "\(needle) in \(hay)")
        }
    }

    @Test("an empty needle is at the start, a needle longer than the hay nowhere")
    func extremes() {
        #expect(rc_find([1], 1, [], 0) == 0)
        #expect(rc_find([], 0, [], 0) == 0)
        #expect(rc_find([1, 2], 2, [1, 2, 3], 3) == -1)
        #expect(rc_find(nil, 0, [1], 1) == -1)
    }

    @Test("a hay between two pages that may not be read is searched without touching them")
    func staysInsideHay() throws {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let memory = try #require(mmap(nil, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
        try #require(memory != MAP_FAILED)
        defer { munmap(memory, 3 * page) }
        try #require(mprotect(memory + page, page, PROT_READ | PROT_WRITE) == 0)
        let bytes = UnsafeMutableRawBufferPointer(start: memory + page, count: page)
        var random = SeededGenerator.announced()
        for _ in 0..<4_000 {
            let (hay, needle) = Self.example(&random)
            for start in [0, page - hay.count] {
                UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + hay.count]).copyBytes(from: hay)
                let place = bytes.baseAddress.map { rc_find($0 + start, hay.count, needle, needle.count) }
                #expect(place == Self.naive(hay, needle))
            }
        }
    }

    @Test("letters of names are held to be commoner than marks and foreign bytes")
    func commonness() {
        #expect(rc_find_commonness(UInt8(ascii: "e")) > rc_find_commonness(UInt8(ascii: "q")))
        #expect(rc_find_commonness(UInt8(ascii: "q")) > rc_find_commonness(UInt8(ascii: "#")))
        #expect(rc_find_commonness(0xFF) > rc_find_commonness(7))
    }
}
