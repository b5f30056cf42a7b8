extension NumberSet {
    /// The numbers that are in either set.
    package func union(_ other: NumberSet) -> NumberSet {
        merged(with: other, keepsMine: true, keepsTheirs: true) { $0 | $1 }
    }

    /// The numbers that are in both sets.
    package func intersection(_ other: NumberSet) -> NumberSet {
        merged(with: other, keepsMine: false, keepsTheirs: false) { $0 & $1 }
    }

    /// The numbers of this set that are not in the other.
    package func subtracting(_ other: NumberSet) -> NumberSet {
        merged(with: other, keepsMine: true, keepsTheirs: false) { $0 & ~$1 }
    }

    /// Adds all numbers of the other set.
    package mutating func formUnion(_ other: NumberSet) { self = union(other) }

    /// Keeps only the numbers that are in the other set too.
    package mutating func formIntersection(_ other: NumberSet) { self = intersection(other) }

    /// Takes out all numbers of the other set.
    package mutating func subtract(_ other: NumberSet) { self = subtracting(other) }

    /// Whether the sets have no number in common.
    package func isDisjoint(with other: NumberSet) -> Bool { intersection(other).isEmpty }

    /// Whether every number of this set is in the other.
    package func isSubset(of other: NumberSet) -> Bool { subtracting(other).isEmpty }

    /// Walks both sets chunk by chunk; a chunk that only one of them has is shared, not copied.
    private func merged(
        with other: NumberSet, keepsMine: Bool, keepsTheirs: Bool, _ combine: (UInt64, UInt64) -> UInt64
    ) -> NumberSet {
        var result = NumberSet()
        var mine = 0
        var theirs = 0
        while mine < chunks.count || theirs < other.chunks.count {
            let myNumber = mine < chunks.count ? chunkNumbers[mine] : .max
            let theirNumber = theirs < other.chunks.count ? other.chunkNumbers[theirs] : .max
            if myNumber == theirNumber {
                result.append(chunks[mine].combined(with: other.chunks[theirs], combine), number: myNumber)
            } else if myNumber < theirNumber, keepsMine {
                result.append(chunks[mine], number: myNumber)
            } else if theirNumber < myNumber, keepsTheirs {
                result.append(other.chunks[theirs], number: theirNumber)
            }
            if myNumber <= theirNumber { mine += 1 }
            if theirNumber <= myNumber { theirs += 1 }
        }
        return result
    }
}

extension NumberSet.Chunk {
    /// Combines two chunks word by word; a result equal to this chunk shares its storage.
    func combined(with other: Self, _ combine: (UInt64, UInt64) -> UInt64) -> Self {
        var result = self
        for word in 0..<Self.wordCount {
            let bits = combine(words[word], other.words[word])
            guard bits != words[word] else { continue }
            result.count += bits.nonzeroBitCount - words[word].nonzeroBitCount
            result.words[word] = bits
        }
        return result
    }
}
