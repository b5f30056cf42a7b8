import Domain
import Terminal

extension ConsoleUpdate {
    /// Does an action by name: from a key, the menu or the command line.
    static func perform(_ action: ConsoleAction, _ model: inout ConsoleModel, key: Key? = nil) -> [ConsoleEffect] {
        if let whyNot = Availability.whyNot(action, model) {
            model.line = MessageLine(.warning, whyNot.prefix(1).uppercased() + whyNot.dropFirst() + ".")
            return []
        }
        if let pane = action.shownPane { return show(pane, &model) }
        if let effects = look(action, &model, key) ?? SheetOpening.open(action, &model, key) { return effects }
        return pane(action, &model) ?? []
    }

    /// Shows a pane; the one before is where `q` goes back to.
    static func show(_ pane: PaneKind, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard pane != model.focus else { return [] }
        // A pane that is come to again is no second station on the way back.
        if let known = model.trail.firstIndex(of: pane) {
            model.trail.removeSubrange(known...)
        } else {
            model.trail.append(model.focus)
        }
        return focus(pane, &model)
    }

    /// Leaves; asks first when this console is the one that delivers and messages wait.
    static func leave(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard model.projection.deliverer == .thisProcess, model.facts.outbox > 0 else {
            return [.save(model.session), .quit]
        }
        SheetOpening.show(LeaveSheet(), &model, nil)
        return []
    }

    private static func focus(_ pane: PaneKind, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.focus = pane
        OutboxUpdate.refresh(&model)
        WorkListUpdate.refresh(&model)
        return ActivityUpdate.refresh(&model)
    }

    /// What only looks, in every pane.
    private static func look(_ action: ConsoleAction, _ model: inout ConsoleModel, _ key: Key?) -> [ConsoleEffect]? {
        switch action {
        case .back: return back(&model, key)
        case .nextPane: return step(1, &model)
        case .previousPane: return step(-1, &model)
        case .search: model.dialog = .search(SearchLine(pane: model.focus))
        case .markPattern: model.dialog = .pattern(TextField(limit: 200))
        case .command: model.dialog = .command(CommandLine())
        case .menu: model.dialog = .menu(ActionMenu(model))
        case .help: model.dialog = .page(TextPage(.help, model))
        case .summary:
            model.status = nil
            model.dialog = .page(TextPage(.summary, model))
            return model.state.users.count > UserSearch.most ? [.readStatus] : []
        case .demo: model.dialog = .page(TextPage(.demo, model))
        case .why:
            guard let user = model.subject.user else { return [] }
            model.dialog = .page(TextPage(.why(user), model))
        case .zoom: model.isZoomed.toggle()
        case .follow: return follow(&model)
        case .copy: return copyRow(model)
        case .export: return export(&model)
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return leave(&model)
        case .interrupt: return interrupt(&model)
        default: return nil
        }
        return []
    }

    private static func pane(_ action: ConsoleAction, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        switch model.focus {
        case .users: UsersUpdate.handle(action, &model)
        case .invitations: InvitationsUpdate.handle(action, &model)
        case .usage: UsageUpdate.handle(action, &model)
        case .redo: RedoUpdate.handle(action, &model)
        case .activity: ActivityUpdate.handle(action, &model)
        case .locations: LocationsUpdate.handle(action, &model)
        case .outbox: OutboxUpdate.handle(action, &model)
        case .workList: WorkListUpdate.handle(action, &model)
        }
    }

    /// Back to where one came from; with nowhere to go Esc clears the search and `q` leaves.
    private static func back(_ model: inout ConsoleModel, _ key: Key?) -> [ConsoleEffect] {
        if let pane = model.trail.popLast() { return focus(pane, &model) }
        if key == .escape {
            model.users.marks.anchor = nil
            model.usage.marks.anchor = nil
            let hasSearch = !SearchLine.text(in: model.focus, model).isEmpty
            return hasSearch ? SearchLine.search("", in: model.focus, &model) : []
        }
        return leave(&model)
    }

    /// Tab goes round the panes on screen on a wide terminal, and round all of them on others.
    private static func step(_ count: Int, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        let all =
            model.layout.kind == .wide && !model.isZoomed && PaneKind.together.contains(model.focus)
            ? PaneKind.together : PaneKind.allCases
        let index = all.firstIndex(of: model.focus) ?? 0
        model.trail = []
        return focus(all[(index + count + all.count) % all.count], &model)
    }

    private static func follow(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.isFrozen.toggle()
        if model.isFrozen {
            model.line = MessageLine(.notice, "The view is frozen; \(model.keys.symbol(.follow)) follows again.")
            return []
        }
        model.line = MessageLine(.notice, "Following again.")
        return show(model.newest, &model)
    }

    private static func interrupt(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard !model.isLeaving else { return leave(&model) }
        model.isLeaving = true
        model.line = MessageLine(.notice, "Once more leaves.")
        return []
    }

    private static func copyRow(_ model: ConsoleModel) -> [ConsoleEffect] {
        let subject = model.subject
        if let user = subject.user.flatMap({ model.state.users[$0] }) {
            let fields = [user.username, user.fullName, user.email].filter { !$0.isEmpty }
            return [.copy(fields.joined(separator: "\t"), what: user.username)]
        }
        if let invitation = subject.invitation.flatMap({ model.state.summary(of: $0, now: model.now) }) {
            let words =
                "\(invitation.id) \(invitation.name): \(invitation.counts.accepted)/\(invitation.acceptable) accepted, "
                + Phrases.invitationState(invitation.state)
            return [.copy(words, what: invitation.id.description)]
        }
        if model.focus == .activity, let entry = model.activity.list.selected.flatMap({ model.activity.entry($0) }) {
            return [.copy("\(entry.by): \(ActivityView.words(entry, model.state))", what: "the record")]
        }
        return []
    }

    /// The console writes no files: it names the command that does, and copies it.
    private static func export(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        let verb = ExportWords.command(model)
        model.line = MessageLine(.notice, verb)
        return [.copy(verb, what: verb)]
    }
}
