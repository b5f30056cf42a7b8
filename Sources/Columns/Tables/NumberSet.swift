/// An ordered set of numbers whose copies are free and whose writes copy only the chunk they touch.
///
/// Numbers lie as bits in chunks of 1,024, kept in order, each shared until written. The order of iteration is that
/// of the numbers, so it may reach an event or a screen.
package struct NumberSet: Sendable {
    /// The members among 1,024 numbers.
    struct Chunk: Sendable, Equatable {
        static let wordCount = 16

        /// 16 words, bit n of word w being member `w * 64 + n` of the chunk.
        var words = ContiguousArray<UInt64>(repeating: 0, count: wordCount)
        /// The number of bits that are set; never 0 for a chunk in a set.
        var count = 0
    }

    /// The numbers of the chunks (member divided by 1,024), ascending, one for each of `chunks`.
    var chunkNumbers: ContiguousArray<UInt32> = []
    var chunks: ContiguousArray<Chunk> = []

    /// The number of members.
    package private(set) var count = 0

    /// Makes an empty set.
    package init() {}

    /// Makes the set of all numbers of a range.
    package init(_ range: Range<UInt32>) {
        guard let last = range.last else { return }
        for word in (range.lowerBound >> 6)...(last >> 6) {
            var bits = UInt64.max
            if word == range.lowerBound >> 6 { bits &= .max << UInt64(range.lowerBound & 63) }
            if word == last >> 6 { bits &= .max >> UInt64(63 - last & 63) }
            setWord(word, to: bits)
        }
    }

    /// Makes a set of numbers given in any order, once or more often.
    package init(_ numbers: some Sequence<UInt32>) {
        for number in numbers { insert(number) }
    }

    /// Whether the set has no members.
    package var isEmpty: Bool { count == 0 }

    /// Whether `number` is a member.
    package func contains(_ number: UInt32) -> Bool {
        guard let place = place(of: number >> 10).found else { return false }
        return chunks[place].words[Int(number >> 6) & 15] & (1 << UInt64(number & 63)) != 0
    }

    /// Adds a number and says whether it was new.
    @discardableResult
    package mutating func insert(_ number: UInt32) -> Bool {
        let place = placeOrNewChunk(number >> 10)
        let word = Int(number >> 6) & 15
        let bit: UInt64 = 1 << UInt64(number & 63)
        guard chunks[place].words[word] & bit == 0 else { return false }
        chunks[place].words[word] |= bit
        chunks[place].count += 1
        count += 1
        return true
    }

    /// Takes a number out and says whether it was a member.
    @discardableResult
    package mutating func remove(_ number: UInt32) -> Bool {
        guard let place = place(of: number >> 10).found else { return false }
        let word = Int(number >> 6) & 15
        let bit: UInt64 = 1 << UInt64(number & 63)
        guard chunks[place].words[word] & bit != 0 else { return false }
        chunks[place].words[word] &= ~bit
        chunks[place].count -= 1
        count -= 1
        dropIfEmpty(place)
        return true
    }

    /// Takes all members out.
    package mutating func removeAll() { self = NumberSet() }
}

extension NumberSet {
    /// The index of a chunk by its number, or where it would have to be inserted.
    func place(of chunkNumber: UInt32) -> (found: Int?, insertion: Int) {
        // Members mostly arrive and are read in order: the last chunk is looked at first.
        guard let last = chunkNumbers.last, last >= chunkNumber else { return (nil, chunkNumbers.count) }
        if last == chunkNumber { return (chunkNumbers.count - 1, chunkNumbers.count - 1) }
        var low = 0
        var high = chunkNumbers.count - 1
        while low < high {
            let middle = (low + high) / 2
            if chunkNumbers[middle] < chunkNumber { low = middle + 1 } else { high = middle }
        }
        return (chunkNumbers[low] == chunkNumber ? low : nil, low)
    }

    mutating func placeOrNewChunk(_ chunkNumber: UInt32) -> Int {
        let (found, insertion) = place(of: chunkNumber)
        if let found { return found }
        chunkNumbers.insert(chunkNumber, at: insertion)
        chunks.insert(Chunk(), at: insertion)
        return insertion
    }

    /// Replaces 64 members at once: bit n of `bits` is number `word * 64 + n`.
    mutating func setWord(_ word: UInt32, to bits: UInt64) {
        let place = placeOrNewChunk(word >> 4)
        let change = bits.nonzeroBitCount - chunks[place].words[Int(word & 15)].nonzeroBitCount
        chunks[place].words[Int(word & 15)] = bits
        chunks[place].count += change
        count += change
        dropIfEmpty(place)
    }

    /// Adds a chunk behind all others, unless it has no members.
    mutating func append(_ chunk: Chunk, number: UInt32) {
        guard chunk.count > 0 else { return }
        chunkNumbers.append(number)
        chunks.append(chunk)
        count += chunk.count
    }

    private mutating func dropIfEmpty(_ place: Int) {
        guard chunks[place].count == 0 else { return }
        chunks.remove(at: place)
        chunkNumbers.remove(at: place)
    }
}
