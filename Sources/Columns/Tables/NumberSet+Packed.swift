/// A set as bytes: its words of 64 members that are not empty, each with the distance from the one before.
extension NumberSet {
    private static let greatestWord = UInt32.max >> 6

    package func pack(into writer: inout PackedWriter) {
        let filled = chunks.reduce(0) { $0 + $1.words.count { $0 != 0 } }
        writer.number(UInt(filled))
        var last: UInt32 = 0
        for (number, chunk) in zip(chunkNumbers, chunks) {
            for (place, bits) in chunk.words.enumerated() where bits != 0 {
                let word = number << 4 | UInt32(place)
                writer.number(word - last)
                writer.word(bits)
                last = word
            }
        }
    }

    package init(from reader: inout PackedReader) {
        self.init()
        var left = reader.number()
        var last: UInt32 = 0
        while left > 0, !reader.isAtEnd {
            last = Swift.min(last &+ reader.number(as: UInt32.self), Self.greatestWord)
            setWord(last, to: reader.word())
            left -= 1
        }
    }
}
