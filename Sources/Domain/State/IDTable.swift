import Columns

/// A table of objects by their identifier; a copy is free and a write copies only what it touches.
package struct IDTable<ID: Identifier, Value: Sendable>: Sendable {
    private var rows = SparseTable<Value>()

    package init() {}

    package var count: Int { rows.count }
    package var isEmpty: Bool { rows.isEmpty }
    package var lastID: ID? { rows.lastKey.map(ID.init) }

    package subscript(id: ID) -> Value? {
        get { rows[id.number] }
        _modify { yield &rows[id.number] }
    }

    package func contains(_ id: ID) -> Bool { rows.contains(id.number) }

    /// Changes a value in place; does nothing when there is none.
    package mutating func update(_ id: ID, _ body: (inout Value) -> Void) {
        rows.update(id.number, body)
    }

    /// The values in the order of their identifiers.
    package var values: some Sequence<Value> { rows.lazy.map { $0.value } }

    /// Identifiers and values in the order of the identifiers.
    package var entries: some Sequence<(id: ID, value: Value)> { rows.lazy.map { (id: ID($0.key), value: $0.value) } }
}

extension IDTable: Equatable where Value: Equatable {
    package static func == (left: IDTable, right: IDTable) -> Bool { left.rows == right.rows }
}

/// An ordered set of identifiers of one kind.
package struct IDSet<ID: Identifier>: Hashable, Sendable, Sequence {
    private(set) var numbers = NumberSet()

    package init() {}
    package init(_ ids: some Sequence<ID>) { numbers = NumberSet(ids.lazy.map { $0.number }) }
    init(numbers: NumberSet) { self.numbers = numbers }

    package var count: Int { numbers.count }
    package var isEmpty: Bool { numbers.isEmpty }
    package var first: ID? { numbers.first.map(ID.init) }
    package func contains(_ id: ID) -> Bool { numbers.contains(id.number) }
    package mutating func insert(_ id: ID) { numbers.insert(id.number) }
    package mutating func remove(_ id: ID) { numbers.remove(id.number) }
    package func intersection(_ other: IDSet) -> IDSet { IDSet(numbers: numbers.intersection(other.numbers)) }
    package func subtracting(_ other: IDSet) -> IDSet { IDSet(numbers: numbers.subtracting(other.numbers)) }
    package mutating func formUnion(_ other: IDSet) { numbers.formUnion(other.numbers) }

    package struct Iterator: IteratorProtocol {
        fileprivate var inner: NumberSet.Iterator
        package mutating func next() -> ID? { inner.next().map(ID.init) }
    }

    package func makeIterator() -> Iterator { Iterator(inner: numbers.makeIterator()) }
}
