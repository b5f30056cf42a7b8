@testable import Store
import Testing

struct PositionIndexTests {
    private func place(_ sequence: UInt64, segment: UInt64) -> ChainPosition {
        ChainPosition(sequence: sequence, segment: segment, offset: 100 * sequence, checksum: 0, at: 0)
    }

    @Test("Reading old places again does not push a far one out")
    func keepsFar() {
        var index = PositionIndex()
        index.add(place(1000, segment: 900))
        for sequence in 2..<40 { index.add(place(UInt64(sequence), segment: 1)) }
        #expect(index.nearest(to: 2000)?.sequence == 1000)
    }

    @Test("A place that is met again and again takes no more room than one")
    func keepsRecent() {
        var index = PositionIndex()
        for sequence in [1, 5] { index.add(place(UInt64(sequence), segment: 1)) }
        for _ in 0..<40 { index.add(place(9, segment: 1)) }
        #expect(index.nearest(to: 7)?.sequence == 5)
    }
}
