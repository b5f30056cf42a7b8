import Terminal

/// The rows of a pane, known by their identifiers, with a cursor that stays on its row whatever happens around it.
struct RowList<ID: Hashable & Sendable>: Sendable {
    private(set) var rows: [ID] = []
    private(set) var window = ListWindow()

    /// The row under the cursor; nil in an empty list.
    var selected: ID? { rows.indices.contains(window.cursor) ? rows[window.cursor] : nil }
    var cursor: Int { window.cursor }
    var count: Int { rows.count }
    var isEmpty: Bool { rows.isEmpty }

    /// Takes new rows: the cursor follows its row, or stays at its place when the row is gone.
    mutating func replace(with rows: [ID]) {
        let followed = selected
        self.rows = rows
        window.setCount(rows.count)
        guard let followed, rows.indices.contains(window.cursor), rows[window.cursor] != followed,
            let index = rows.firstIndex(of: followed)
        else { return }
        window.follow(row: index)
    }

    mutating func resize(height: Int) { window.resize(height: height) }

    mutating func select(_ id: ID) {
        if let index = rows.firstIndex(of: id) { window.move(to: index) }
    }

    mutating func moveToStart() { window.moveToStart() }
    mutating func move(to row: Int) { window.move(to: row) }
    mutating func step(by rows: Int) { window.step(by: rows) }
    mutating func scroll(by rows: Int) { window.scroll(by: rows) }

    /// Moves as an action says and tells whether it was one of movement.
    mutating func move(_ action: ConsoleAction) -> Bool {
        switch action {
        case .up: window.step(by: -1)
        case .down: window.step(by: 1)
        case .top: window.moveToStart()
        case .bottom: window.moveToEnd()
        case .pageUp: window.page(by: -1)
        case .pageDown: window.page(by: 1)
        case .halfUp: window.move(by: -max(1, window.height / 2))
        case .halfDown: window.move(by: max(1, window.height / 2))
        default: return false
        }
        return true
    }

    /// The identifiers between two rows, both included.
    func between(_ first: ID, _ last: ID) -> [ID] {
        guard let start = rows.firstIndex(of: first), let end = rows.firstIndex(of: last) else { return [] }
        return Array(rows[min(start, end)...max(start, end)])
    }
}
