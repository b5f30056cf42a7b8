import Domain
import Engine
import Terminal

/// The one place where the console changes: a message comes in, the model changes, effects go out. Nothing here waits.
package enum ConsoleUpdate {
    /// Takes in a message.
    ///
    /// - Returns: what the loop has to do, in order.
    package static func update(_ model: inout ConsoleModel, _ message: ConsoleMessage) -> [ConsoleEffect] {
        let effects = take(message, &model)
        settle(&model)
        return effects
    }

    private static func take(_ message: ConsoleMessage, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        switch message {
        case .input(let event): return InputUpdate.take(event, &model)
        case .painted: painted(&model)
        case .projection(let projection, let context): return facts(projection, context, &model)
        case .tick(let now): return tick(now, &model)
        case .performed(let performance, let results): return OutcomeUpdate.performed(performance, results, &model)
        case .link(let key, let result): OutcomeUpdate.link(key, result, &model)
        case .record(let result): return ActivityUpdate.loaded(result, &model)
        case .found(let search, let rows): UsersUpdate.found(search, rows, &model)
        case .usageRead(let search, let reading): UsageUpdate.read(search, reading, &model)
        case .previewed(let settings, let result): FormUpdate.previewed(settings, result, &model)
        case .status(let report):
            model.status = report
            DialogUpdate.refresh(&model)
        case .copied(let what, let worked): OutcomeUpdate.copied(what, worked, &model)
        case .theme(.success(let theme)):
            model.theme = theme
            model.line = MessageLine(.notice, "Theme \(theme.name).")
        case .theme(.failure(let problem)): model.line = MessageLine(.failure, problem.words)
        }
        return []
    }

    /// Every list gets the height that the layout gives it; a text gets its width.
    private static func settle(_ model: inout ConsoleModel) {
        let layout = model.layout
        func height(_ kind: PaneKind) -> Int { layout.pane(kind).map { TableView.body(of: $0.inner).rows } ?? 0 }
        model.users.list.resize(height: height(.users))
        model.invitations.list.resize(height: height(.invitations))
        model.usage.list.resize(height: layout.pane(.usage).map { UsageView.rows(in: $0.inner) } ?? 0)
        model.redo.list.resize(height: height(.redo))
        model.activity.list.resize(height: height(.activity))
        model.locations.list.resize(height: height(.locations))
        model.outbox.list.resize(height: height(.outbox))
        model.workList.list.resize(height: height(.workList))
        if case .page(var page) = model.dialog {
            page.resize(model.size)
            model.dialog = .page(page)
        }
    }

    /// What is asked is on the screen: from now on an answer counts.
    private static func painted(_ model: inout ConsoleModel) {
        switch model.dialog {
        case .sheet(var sheet):
            sheet.confirmation.isPainted = true
            model.dialog = .sheet(sheet)
        case .form(var form):
            form.confirmation.isPainted = true
            model.dialog = .form(form)
        default: break
        }
    }

    private static func facts(_ projection: Projection, _ context: Context, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.newest = projection
        model.context = context
        model.now = max(model.now, context.now)
        guard !model.isFrozen else { return [] }
        return show(projection, &model)
    }

    /// Takes facts into the views; every cursor stays on its row.
    static func show(_ projection: Projection, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.projection = projection
        let state = model.state
        let redos = state.redosRunning
        model.facts = ConsoleModel.Facts(
            workCount: state.workCount(now: model.now), redosRunning: redos.running, redosFailed: redos.failed,
            outbox: state.outbox.waitingDeliveries + state.outbox.deliveriesInFlight + state.outbox.waitingRegistrations)
        LocationsUpdate.refresh(&model)
        InvitationsUpdate.refresh(&model)
        RedoUpdate.refresh(&model)
        OutboxUpdate.refresh(&model)
        WorkListUpdate.refresh(&model)
        let effects =
            UsersUpdate.refresh(&model) + UsageUpdate.follow(&model) + UsageUpdate.refresh(&model)
            + ActivityUpdate.refresh(&model)
        DialogUpdate.refresh(&model)
        return effects
    }

    private static func tick(_ now: Instant, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        // A sheet may count many people, so it follows time by the second and not by the key.
        let isNextSecond = now.milliseconds / 1_000 != model.now.milliseconds / 1_000
        model.now = now
        guard isNextSecond else { return [] }
        if let offer = model.takeBack, offer.until <= now {
            model.takeBack = nil
            DialogUpdate.refresh(&model)
        } else if case .sheet = model.dialog {
            DialogUpdate.refresh(&model)
        }
        return []
    }
}
