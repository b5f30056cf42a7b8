import Columns

/// A table of packed objects by their identifier: as `IDTable`, for the objects that there are a million of.
package struct PackedIDTable<ID: Identifier, Value: PackedRow>: Sendable {
    package internal(set) var rows = PackedTable<Value>()

    package init() {}
    package init(_ rows: PackedTable<Value>) { self.rows = rows }

    package var count: Int { rows.count }
    package var isEmpty: Bool { rows.isEmpty }
    package var lastID: ID? { rows.lastKey.map(ID.init) }

    package subscript(id: ID) -> Value? {
        get { rows[id.number] }
        set { rows[id.number] = newValue }
    }

    package func contains(_ id: ID) -> Bool { rows.contains(id.number) }

    /// The values in the order of their identifiers.
    package var values: some Sequence<Value> { rows.lazy.map { $0.value } }

    /// Identifiers and values in the order of the identifiers.
    package var entries: some Sequence<(id: ID, value: Value)> { rows.lazy.map { (id: ID($0.key), value: $0.value) } }
}

extension PackedIDTable: Equatable {
    package static func == (left: PackedIDTable, right: PackedIDTable) -> Bool { left.rows == right.rows }
}
