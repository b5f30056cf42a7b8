import Domain
import Terminal

/// What the users pane does with actions, letters and facts.
enum UsersUpdate {
    /// Does an action of the pane; nil when it is none of its own.
    static func handle(_ action: ConsoleAction, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        if model.users.list.move(action) { return [] }
        switch action {
        case .left: model.users.scroll = max(0, model.users.scroll - 1)
        case .right: model.users.scroll = min(3, model.users.scroll + 1)
        case .columns: model.users.columns = (model.users.columns + 1) % UserColumn.choices.count
        case .filter:
            model.users.filter = model.users.filter.next
            return ask(&model)
        case .sort:
            model.users.order = model.users.order.next
            return ask(&model)
        case .open: return ConsoleUpdate.perform(.why, &model)
        default: return MarkUpdate.handle(action, &model.users.marks, &model.users.list)
        }
        return []
    }

    /// The search line has another text.
    static func search(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard text != model.users.search.text else { return [] }
        model.users.search = SearchText(text)
        let effects = ask(&model)
        // Without a search the row that was found stays under the cursor.
        if !model.users.search.isEmpty { model.users.list.moveToStart() }
        return effects
    }

    /// New facts: asks again only when the answer can be another.
    static func refresh(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        if model.users.showsEverybody, let known = model.users.answered, known.users == model.state.users.count,
            known.search.isPlain, known.search.text.isEmpty
        {
            return []
        }
        if model.users.answered?.sequence == model.state.sequence { return [] }
        return ask(&model, isNew: false)
    }

    /// Asks which users to show. Among few the answer is there at once; among many the first of them are, and the loop counts
    /// the rest off the path of the key.
    ///
    /// - Parameter isNew: the same question to newer facts keeps its rows until the answer is there: nothing jumps meanwhile.
    static func ask(_ model: inout ConsoleModel, isNew: Bool = true) -> [ConsoleEffect] {
        model.users.question += 1
        let search = UserSearch(
            text: model.users.search, filter: model.users.filter, order: model.users.order, number: model.users.question)
        let state = model.state
        if state.users.count <= UserSearch.most || (search.isPlain && search.text.isEmpty) {
            take(search.run(in: state), search, &model)
            return []
        }
        guard isNew else { return [.find(search)] }
        if search.isPlain {
            model.users.list.replace(with: state.users.search(search.text.query, limit: max(200, 2 * model.size.rows)))
        }
        model.users.isCounting = true
        return [.find(search)]
    }

    /// An answer has come; one to an older question is dropped.
    static func found(_ search: UserSearch, _ rows: [UserID], _ model: inout ConsoleModel) {
        guard search.number == model.users.question else { return }
        take(rows, search, &model)
    }

    private static func take(_ rows: [UserID], _ search: UserSearch, _ model: inout ConsoleModel) {
        model.users.list.replace(with: rows)
        model.users.isCounting = false
        model.users.answered = UsersModel.Answered(
            sequence: model.state.sequence, search: search, users: model.state.users.count)
    }
}
