/// A table keyed by small dense numbers whose copies are free and whose writes copy only what they touch.
///
/// Rows lie in pages of 64, pages on shelves of 256, shelves in one growing array, each shared until written:
/// writing a row while somebody holds a copy copies one page, one shelf and the array of shelves, never the table.
/// Meant for keys that are counters: a lone far key costs a page, a shelf and eight bytes per 16,384 keys before it.
/// The type is `public` because Swift 6.3 specializes inlinable code of a package type in no other module, which makes
/// every access ten times slower; its members are for this package.
public struct SparseTable<Value: Sendable>: Sendable {
    /// Bit n of `occupied` is set exactly when `rows[n]` is not nil; `rows` is empty (unallocated) or has 64 elements.
    @usableFromInline
    struct Page: Sendable {
        @usableFromInline var occupied: UInt64 = 0
        @usableFromInline var rows: ContiguousArray<Value?> = []

        @inlinable
        init() {}
    }

    /// Empty (unallocated) or 256 pages.
    @usableFromInline typealias Shelf = ContiguousArray<Page>

    @usableFromInline var shelves: ContiguousArray<Shelf> = []
    @usableFromInline var rowCount = 0

    /// Makes a table without rows.
    @inlinable
    package init() {}

    /// The number of rows that have a value.
    @inlinable package var count: Int { rowCount }

    /// Whether no row has a value.
    @inlinable package var isEmpty: Bool { rowCount == 0 }

    /// Whether the row of `key` has a value.
    @inlinable
    package func contains(_ key: UInt32) -> Bool {
        let place = Place(key)
        return hasPage(place) && shelves[place.shelf][place.page].occupied & place.bit != 0
    }

    /// The value of a row; setting nil removes it. Changing a value through this accessor happens in place.
    @inlinable
    package subscript(key: UInt32) -> Value? {
        get {
            let place = Place(key)
            return hasPage(place) ? shelves[place.shelf][place.page].rows[place.row] : nil
        }
        _modify {
            let place = Place(key)
            if hasPage(place) {
                defer { settle(place) }
                yield &shelves[place.shelf][place.page].rows[place.row]
            } else {
                // A read or a removal through this accessor must not allocate a page.
                var fresh: Value? = nil
                defer { if let fresh { insert(fresh, at: place) } }
                yield &fresh
            }
        }
    }

    /// Changes the value of a row in place, without copying it when nobody else holds the table.
    ///
    /// - Returns: what `body` returned, or nil when the row has no value (`body` is then not called).
    @inlinable
    @discardableResult
    package mutating func update<Result, Failure: Error>(
        _ key: UInt32, _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard contains(key) else { return nil }
        return try Self.changeInPlace(&self[key], body)
    }

    /// Removes the value of a row and returns it, nil when there was none.
    @inlinable
    @discardableResult
    package mutating func removeValue(forKey key: UInt32) -> Value? {
        guard contains(key) else { return nil }
        let old = self[key]
        self[key] = nil
        return old
    }
}
