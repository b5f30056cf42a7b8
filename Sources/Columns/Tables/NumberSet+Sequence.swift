extension NumberSet: Sequence {
    /// Walks the members in ascending order, over the set as it was when the walk began.
    package struct Iterator: IteratorProtocol, Sendable {
        let set: NumberSet
        var chunk = 0
        var word = 0
        /// Members of the current word that are still to come.
        var waiting: UInt64 = 0

        init(_ set: NumberSet, from number: UInt32) {
            self.set = set
            let (found, insertion) = set.place(of: number >> 10)
            chunk = insertion
            if found != nil { word = Int(number >> 6) & 15 }
            guard chunk < set.chunks.count else { return }
            waiting = set.chunks[chunk].words[word]
            if found != nil { waiting &= .max << UInt64(number & 63) }
        }

        /// The next member, nil at the end.
        package mutating func next() -> UInt32? {
            while waiting == 0 {
                guard nextWord() else { return nil }
            }
            let bit = waiting.trailingZeroBitCount
            waiting &= waiting - 1
            return set.chunkNumbers[chunk] << 10 | UInt32(word << 6 | bit)
        }

        private mutating func nextWord() -> Bool {
            word += 1
            if word >= Chunk.wordCount {
                word = 0
                chunk += 1
            }
            guard chunk < set.chunks.count else {
                chunk = set.chunks.count
                return false
            }
            waiting = set.chunks[chunk].words[word]
            return true
        }
    }

    /// All members in ascending order.
    package func makeIterator() -> Iterator { Iterator(self, from: 0) }

    /// The number of members.
    package var underestimatedCount: Int { count }

    /// The members that are `number` or greater, in ascending order.
    package func members(from number: UInt32) -> IteratorSequence<Iterator> {
        IteratorSequence(Iterator(self, from: number))
    }

    /// The smallest member, nil when the set is empty.
    package var first: UInt32? {
        var members = makeIterator()
        return members.next()
    }

    /// The greatest member, nil when the set is empty.
    package var last: UInt32? {
        guard let chunk = chunks.last, let number = chunkNumbers.last,
            let word = chunk.words.lastIndex(where: { $0 != 0 })
        else { return nil }
        return number << 10 | UInt32(word << 6 | (63 - chunk.words[word].leadingZeroBitCount))
    }

    /// The `length` smallest members as a set, or all when there are fewer.
    package func prefix(_ length: Int) -> NumberSet {
        var result = NumberSet()
        for (number, chunk) in zip(chunkNumbers, chunks) {
            guard result.count + chunk.count <= length else {
                return result.adding(chunk.members(number, length - result.count))
            }
            result.append(chunk, number: number)
        }
        return result
    }

    /// The member at an offset in ascending order, nil when the set has no more than `offset` members.
    ///
    /// - Complexity: one step per 1,024 numbers.
    package func member(at offset: Int) -> UInt32? {
        guard offset >= 0 else { return nil }
        var left = offset
        for (number, chunk) in zip(chunkNumbers, chunks) {
            if left < chunk.count { return chunk.members(number, left + 1).last }
            left -= chunk.count
        }
        return nil
    }

    private func adding(_ numbers: [UInt32]) -> NumberSet {
        var result = self
        for number in numbers { result.insert(number) }
        return result
    }
}

extension NumberSet.Chunk {
    /// The first `limit` members of this chunk, as numbers of the set.
    fileprivate func members(_ chunkNumber: UInt32, _ limit: Int) -> [UInt32] {
        var members: [UInt32] = []
        for word in 0..<Self.wordCount {
            var bits = words[word]
            while bits != 0, members.count < limit {
                members.append(chunkNumber << 10 | UInt32(word << 6 | bits.trailingZeroBitCount))
                bits &= bits - 1
            }
        }
        return members
    }
}

extension NumberSet: Hashable {
    /// Two sets are equal when they have the same members.
    package static func == (left: NumberSet, right: NumberSet) -> Bool {
        left.count == right.count && left.chunkNumbers == right.chunkNumbers && left.chunks == right.chunks
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for (number, chunk) in zip(chunkNumbers, chunks) {
            hasher.combine(number)
            hasher.combine(chunk.words)
        }
    }
}

extension NumberSet: ExpressibleByArrayLiteral {
    /// Makes a set of the numbers listed.
    package init(arrayLiteral numbers: UInt32...) { self.init(numbers) }
}

extension NumberSet: CustomStringConvertible {
    /// The members in ascending order, as an array prints.
    package var description: String { Array(self).description }
}
