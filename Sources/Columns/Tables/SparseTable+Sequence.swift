extension SparseTable: Sequence {
    /// Walks the rows in the order of their keys, over the table as it was when the walk began.
    public struct Iterator: IteratorProtocol, Sendable {
        @usableFromInline let shelves: ContiguousArray<Shelf>
        @usableFromInline var shelf: Int
        @usableFromInline var page: Int
        /// Rows of the current page that are still to come.
        @usableFromInline var waiting: UInt64 = 0

        @inlinable
        init(_ table: SparseTable, from key: UInt32) {
            let place = Place(key)
            shelves = table.shelves
            shelf = place.shelf
            page = place.page
            if table.hasPage(place) { waiting = shelves[shelf][page].occupied & (UInt64.max << UInt64(place.row)) }
        }

        /// The next row, nil at the end.
        @inlinable
        public mutating func next() -> (key: UInt32, value: Value)? {
            while waiting == 0 {
                guard turnPage() else { return nil }
            }
            let row = waiting.trailingZeroBitCount
            waiting &= waiting - 1
            guard let value = shelves[shelf][page].rows[row] else {
                preconditionFailure("An occupied row of a sparse table has no value.")
            }
            return (UInt32(shelf << 14 | page << 6 | row), value)
        }

        /// Steps to the next page and says whether there is one.
        @inlinable
        mutating func turnPage() -> Bool {
            guard shelf < shelves.count else { return false }
            page += 1
            if page >= shelves[shelf].count {
                shelf += 1
                page = 0
                while shelf < shelves.count && shelves[shelf].isEmpty { shelf += 1 }
                guard shelf < shelves.count else { return false }
            }
            waiting = shelves[shelf][page].occupied
            return true
        }
    }

    /// All rows as (key, value), ordered by key.
    @inlinable
    public func makeIterator() -> Iterator { Iterator(self, from: 0) }

    /// The number of rows.
    @inlinable public var underestimatedCount: Int { rowCount }

    /// The rows whose key is `key` or greater, ordered by key.
    @inlinable
    package func rows(from key: UInt32) -> IteratorSequence<Iterator> { IteratorSequence(Iterator(self, from: key)) }

    /// The row with the smallest key, nil when there is none.
    @inlinable package var first: (key: UInt32, value: Value)? {
        var rows = makeIterator()
        return rows.next()
    }

    /// The greatest key that has a value, nil when there is none.
    @inlinable package var lastKey: UInt32? {
        for shelf in shelves.indices.reversed() {
            for page in shelves[shelf].indices.reversed() where shelves[shelf][page].occupied != 0 {
                return UInt32(shelf << 14 | page << 6 | (63 - shelves[shelf][page].occupied.leadingZeroBitCount))
            }
        }
        return nil
    }

    /// The keys that have a value, as a set.
    package var keys: NumberSet {
        var keys = NumberSet()
        for shelf in shelves.indices {
            for page in shelves[shelf].indices where shelves[shelf][page].occupied != 0 {
                keys.setWord(UInt32(shelf << 8 | page), to: shelves[shelf][page].occupied)
            }
        }
        return keys
    }
}

extension SparseTable: Equatable where Value: Equatable {
    /// Two tables are equal when they have the same values under the same keys.
    @inlinable
    public static func == (left: SparseTable, right: SparseTable) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    }
}
