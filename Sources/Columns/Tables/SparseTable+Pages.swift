extension SparseTable {
    /// Where the row of a key lies: three indexes into the nested arrays.
    @usableFromInline
    struct Place {
        @usableFromInline let shelf: Int
        @usableFromInline let page: Int
        @usableFromInline let row: Int

        @inlinable
        init(_ key: UInt32) {
            shelf = Int(key >> 14)
            page = Int(key >> 6) & 255
            row = Int(key) & 63
        }

        @inlinable var bit: UInt64 { 1 << UInt64(row) }
    }

    /// Whether the page of this place is allocated; its shelf is too, then.
    @inlinable
    func hasPage(_ place: Place) -> Bool {
        place.shelf < shelves.count && !shelves[place.shelf].isEmpty && !shelves[place.shelf][place.page].rows.isEmpty
    }

    /// Puts a value into a row whose page is not allocated yet.
    @inlinable
    mutating func insert(_ value: Value, at place: Place) {
        if shelves.count <= place.shelf {
            shelves.append(contentsOf: repeatElement([], count: place.shelf + 1 - shelves.count))
        }
        if shelves[place.shelf].isEmpty { shelves[place.shelf] = Shelf(repeating: Page(), count: 256) }
        shelves[place.shelf][place.page].rows = ContiguousArray(repeating: nil, count: 64)
        shelves[place.shelf][place.page].rows[place.row] = value
        settle(place)
    }

    /// Brings the occupied bit, the count and the page into line with a row that may have changed.
    @inlinable
    mutating func settle(_ place: Place) {
        let had = shelves[place.shelf][place.page].occupied & place.bit != 0
        let has = shelves[place.shelf][place.page].rows[place.row] != nil
        guard had != has else { return }
        rowCount += has ? 1 : -1
        shelves[place.shelf][place.page].occupied ^= place.bit
        // An empty page is given back, so that a table that shrinks does not keep its old size.
        if shelves[place.shelf][place.page].occupied == 0 { shelves[place.shelf][place.page] = Page() }
    }

    @inlinable
    static func changeInPlace<Result, Failure: Error>(
        _ slot: inout Value?, _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        // The slot is emptied while the body works: a second reference in it would make every change a copy.
        guard var value = slot.take() else { return nil }
        defer { slot = value }
        return try body(&value)
    }
}
