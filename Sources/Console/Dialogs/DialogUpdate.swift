import Domain
import Terminal

/// Gives keys to what lies over the panes.
enum DialogUpdate {
    static func key(_ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        switch model.dialog {
        case .search(let line): LineUpdate.search(line, key, &model)
        case .pattern(let field): LineUpdate.pattern(field, key, &model)
        case .command(let line): LineUpdate.command(line, key, &model)
        case .menu(let menu): self.menu(menu, key, &model)
        case .sheet(let sheet): self.sheet(sheet, key, &model)
        case .form(let form): self.form(form, key, &model)
        case .page(let page): PageUpdate.key(page, key, &model)
        case nil: []
        }
    }

    /// Pasted text goes to the field that has the cursor, and is never read as keys.
    static func paste(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        switch model.dialog {
        case .search(var line):
            line.field.insert(text)
            model.dialog = .search(line)
            return SearchLine.search(line.field.text, in: line.pane, &model)
        case .pattern(var field):
            field.insert(text)
            model.dialog = .pattern(field)
        case .command(var line):
            line.field.insert(text)
            model.dialog = .command(line)
        case .sheet(var sheet):
            sheet.confirmation.paste(text)
            model.dialog = .sheet(sheet)
        case .form(var form):
            let answer = form.paste(text)
            model.dialog = .form(form)
            if answer == .changed { return FormUpdate.refresh(&model) }
        case .page, .menu: break
        case nil: model.line = MessageLine(.warning, "Pasted text was ignored: \(model.keys.symbol(.search)) searches for it.")
        }
        return []
    }

    /// Facts have changed: what a sheet or a page says follows.
    static func refresh(_ model: inout ConsoleModel) {
        switch model.dialog {
        case .sheet(var sheet):
            sheet.refresh(model)
            model.dialog = .sheet(sheet)
        case .page(var page):
            page.refresh(model)
            model.dialog = .page(page)
        default: break
        }
    }

    private static func menu(_ menu: ActionMenu, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        var menu = menu
        let move = model.keys.action(of: key, in: .panes)
        if key == .escape || key == Key("q") || move == .menu {
            model.dialog = nil
            return []
        }
        if key == .enter { return run(menu.selected, key, &model) }
        if let item = menu.items.first(where: { $0.letter == key }) { return run(item, key, &model) }
        switch move {
        case .up: menu.window.move(by: -1)
        case .down: menu.window.move(by: 1)
        case .top: menu.window.moveToStart()
        case .bottom: menu.window.moveToEnd()
        default: return []
        }
        model.dialog = .menu(menu)
        return []
    }

    private static func run(_ item: ActionMenu.Item?, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.dialog = nil
        model.line = nil
        guard let item else { return [] }
        return ConsoleUpdate.perform(item.action, &model, key: key)
    }

    private static func sheet(_ sheet: ConfirmSheet, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        var sheet = sheet
        let answer = sheet.handle(key, model.keys.action(of: key, in: .sheets), model)
        model.dialog = .sheet(sheet)
        switch answer {
        case .ignored:
            if sheet.scroll(model.keys.action(of: key, in: .panes), model.size) { model.dialog = .sheet(sheet) }
            return []
        case .taken: return []
        case .leave:
            model.dialog = nil
            return []
        case .confirmed:
            model.dialog = nil
            return confirmed(sheet, &model)
        }
    }

    private static func confirmed(_ sheet: ConfirmSheet, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        let reason = sheet.confirmation.givenReason
        switch sheet.plan.deed {
        case .commands(let commands) where commands.isEmpty: return []
        case .commands(let commands):
            let performance = Performance(id: sheet.confirmation.id, commands: commands, reason: reason)
            return [OutcomeUpdate.start(performance, sheet.plan.title, &model)]
        case .link(let key):
            return [.showLink(key, Performance(id: sheet.confirmation.id, commands: [], reason: reason).request(0))]
        case .leave: return [.save(model.session), .quit]
        }
    }

    private static func form(_ form: FormSheet, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        var form = form
        let answer = form.handle(
            key, model.keys.action(of: key, in: .sheets), model.keys.action(of: key, in: .panes))
        model.dialog = .form(form)
        switch answer {
        case .ignored, .taken: return []
        case .changed: return FormUpdate.refresh(&model)
        case .leave:
            model.dialog = nil
            return []
        case .confirmed:
            model.dialog = nil
            guard let command = FormUpdate.command(form, model) else { return [] }
            let performance = Performance(
                id: form.confirmation.id, commands: [command], reason: form.confirmation.givenReason)
            return [OutcomeUpdate.start(performance, form.title, &model)]
        }
    }
}
