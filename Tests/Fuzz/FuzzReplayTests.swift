import Foundation
import Testing

@Suite("What fuzzing found, and variations of it")
struct FuzzReplayTests {
    private static func corpus(_ target: FuzzTarget) throws -> [[UInt8]] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Corpus/\(target)")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            try [UInt8](Data(contentsOf: folder.appending(path: name)))
        }
    }

    @Test("No bytes make a reader trap, and what it accepts is what was written", arguments: FuzzTarget.allCases)
    func replay(_ target: FuzzTarget) throws {
        let corpus = try Self.corpus(target)
        #expect(!corpus.isEmpty)
        var state: UInt64 = 20_261_122
        var problems = Set([target.problem(with: [])].compactMap(\.self))
        for bytes in corpus {
            let tried = [bytes] + (0..<20).map { _ in Self.variation(bytes, &state) }
            problems.formUnion(tried.compactMap { target.problem(with: $0) })
        }
        #expect(problems.isEmpty)
    }

    /// A byte changed, a piece dropped or doubled; the same each time.
    private static func variation(_ bytes: [UInt8], _ state: inout UInt64) -> [UInt8] {
        func number(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, bound)
        }
        var bytes = bytes
        guard !bytes.isEmpty else { return [UInt8(number(below: 256))] }
        let place = number(below: bytes.count)
        switch number(below: 4) {
        case 0: bytes[place] ^= 1 << UInt8(number(below: 8))
        case 1: bytes[place] = UInt8(number(below: 256))
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + number(below: 8)))
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + number(below: 30))], at: place)
        }
        return bytes
    }
}
