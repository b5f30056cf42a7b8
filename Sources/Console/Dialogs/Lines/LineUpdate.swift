import Domain
import Terminal

/// What keys do in the one-line dialogs.
enum LineUpdate {
    /// Enter keeps the search, Esc clears it, each letter searches.
    static func search(_ line: SearchLine, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        var line = line
        switch key {
        case .enter:
            model.dialog = nil
            return SearchLine.search(line.field.text, in: line.pane, &model)
        case .escape:
            model.dialog = nil
            return SearchLine.search("", in: line.pane, &model)
        case .up, .down, .pageUp, .pageDown:
            guard let move = model.keys.action(of: key, in: .panes) else { return [] }
            return ConsoleUpdate.perform(move, &model)
        default:
            guard line.field.handle(key) else { return [] }
            model.dialog = .search(line)
            return SearchLine.search(line.field.text, in: line.pane, &model)
        }
    }

    /// Enter marks those of the shown rows that the pattern finds.
    static func pattern(_ field: TextField, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        var field = field
        switch key {
        case .enter:
            model.dialog = nil
            mark(field.text, &model)
        case .escape: model.dialog = nil
        default:
            guard field.handle(key) else { return [] }
            model.dialog = .pattern(field)
        }
        return []
    }

    static func command(_ line: CommandLine, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        var line = line
        switch key {
        case .enter:
            model.dialog = nil
            return run(line.field.text.trimmed, &model)
        case .escape: model.dialog = nil
        case .backspace where line.field.isEmpty: model.dialog = nil
        case .tab:
            line.complete(model)
            model.dialog = .command(line)
        case .up, .ctrl("p"):
            line.older(model.history)
            model.dialog = .command(line)
        case .down, .ctrl("n"):
            line.newer(model.history)
            model.dialog = .command(line)
        default:
            guard line.field.handle(key) else { return [] }
            model.dialog = .command(line)
        }
        return []
    }

    private static func run(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard !text.isEmpty else { return [] }
        model.line = nil
        if model.history.last != text { model.history.append(text) }
        if model.history.count > 100 { model.history.removeFirst(model.history.count - 100) }
        return CommandWords.run(text, &model)
    }

    private static func mark(_ text: String, _ model: inout ConsoleModel) {
        let search = SearchText(text)
        guard !search.isEmpty else { return }
        let found = IDSet(model.state.users.search(search.query))
        let shown = found.intersection(IDSet(model.shownPeople))
        if model.focus == .usage { model.usage.marks.add(Array(shown)) } else { model.users.marks.add(Array(shown)) }
        model.line = MessageLine(.notice, "\(Phrases.count(shown.count)) marked by \(text).")
    }
}
