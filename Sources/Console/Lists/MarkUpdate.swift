import Domain

/// What marking keys do to the people of a list.
enum MarkUpdate {
    /// Does an action of marking; nil when it is none.
    static func handle(_ action: ConsoleAction, _ marks: inout Marks, _ list: inout RowList<UserID>) -> [ConsoleEffect]? {
        switch action {
        case .mark:
            guard let user = list.selected else { return [] }
            marks.toggle(user)
            list.step(by: 1)
        case .range: range(&marks, list)
        case .markAll: marks.turn(list.rows)
        case .clearMarks: marks.clear()
        default: return nil
        }
        return []
    }

    /// The first `v` begins a range, the second marks what lies between.
    private static func range(_ marks: inout Marks, _ list: RowList<UserID>) {
        guard let user = list.selected else { return }
        guard let anchor = marks.anchor else {
            marks.anchor = user
            return
        }
        marks.add(list.between(anchor, user))
        marks.anchor = nil
    }
}
