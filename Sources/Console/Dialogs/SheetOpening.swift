import Domain
import Terminal

/// Which sheet an action opens, and for whom.
enum SheetOpening {
    /// Opens the sheet of a changing action; nil when the action opens none.
    static func open(_ action: ConsoleAction, _ model: inout ConsoleModel, _ key: Key?) -> [ConsoleEffect]? {
        let subject = model.subject
        switch action {
        case .resend: resend(subject, &model, key)
        case .redo: redo(subject, &model, key)
        case .ask: return ask(subject, &model, key)
        case .takeBack: show(TakeBackSheet(invitations: toTakeBack(model)), &model, key)
        case .showLink: link(subject, &model, key)
        case .cancel:
            guard let id = subject.invitation else { return [] }
            show(CancelSheet(invitation: id, version: model.state.invitations[id]?.decision.sequence), &model, key)
        case .settle:
            guard let id = subject.invitation else { return [] }
            show(SettleSheet(invitation: id, users: subject.user.map { [$0] } ?? []), &model, key, marks: true)
        case .retryRedo: step(.retry, subject, &model, key)
        case .cancelRedo: step(.cancel, subject, &model, key)
        case .endRedo: step(.end, subject, &model, key)
        case .invite: return FormUpdate.openInvitation(&model, key)
        case .edit: return FormUpdate.openUser(subject, &model, key)
        default: return nil
        }
        return []
    }

    /// Puts a sheet on the screen; with marks it asks first for whom it is.
    static func show(_ content: some SheetContent, _ model: inout ConsoleModel, _ key: Key?, marks: Bool = false) {
        let confirmation = Confirmation(id: model.nextID(), openedBy: key)
        model.dialog = .sheet(ConfirmSheet(content, confirmation, choice: marks ? choice(model) : nil, in: model))
    }

    /// Nil without marks.
    private static func choice(_ model: ConsoleModel) -> ConfirmSheet.MarksChoice? {
        let marks = model.marks
        guard !marks.isEmpty else { return nil }
        let one = model.subject.user
        return ConfirmSheet.MarksChoice(
            marked: Array(marks.users), hidden: marks.hidden(from: model.shownPeople), one: one,
            oneName: one.flatMap { model.state.users[$0]?.username } ?? "")
    }

    private static func resend(_ subject: Subject, _ model: inout ConsoleModel, _ key: Key?) {
        switch model.focus {
        case .invitations:
            show(ResendSheet(invitation: subject.invitation, users: nil, in: model.state), &model, key)
        case .users:
            let users = subject.user.map { [$0] } ?? []
            show(ResendSheet(invitation: nil, users: users, in: model.state), &model, key, marks: true)
        default:
            guard subject.user != nil || !model.marks.isEmpty else { return }
            let users = subject.user.map { [$0] } ?? []
            show(ResendSheet(invitation: subject.invitation, users: users, in: model.state), &model, key, marks: true)
        }
    }

    private static func redo(_ subject: Subject, _ model: inout ConsoleModel, _ key: Key?) {
        let location = subject.location ?? subject.invitation.flatMap { model.state.invitations[$0]?.settings.location }
        show(RedoSheet(users: subject.user.map { [$0] } ?? [], location: location), &model, key, marks: true)
    }

    private static func link(_ subject: Subject, _ model: inout ConsoleModel, _ key: Key?) {
        guard let recipient = subject.recipient(in: model.state) else {
            model.line = MessageLine(.warning, "There is no link: the user is in no open invitation; i invites.")
            return
        }
        show(LinkSheet(key: recipient), &model, key)
    }

    private static func step(_ step: RedoStepSheet.Step, _ subject: Subject, _ model: inout ConsoleModel, _ key: Key?) {
        guard let redo = subject.redo else { return }
        show(RedoStepSheet(redo: redo, step: step), &model, key)
    }

    /// Asking changes nothing, so one person is asked about at once.
    private static func ask(_ subject: Subject, _ model: inout ConsoleModel, _ key: Key?) -> [ConsoleEffect] {
        guard model.marks.isEmpty else {
            show(AskSheet(users: []), &model, key, marks: true)
            return []
        }
        let sheet = AskSheet(users: subject.user.map { [$0] } ?? [], location: askedLocation(subject, model))
        guard case .commands(let commands) = sheet.plan(in: model).deed, !commands.isEmpty else {
            model.line = MessageLine(.warning, "There is no location to ask about.")
            return []
        }
        return [OutcomeUpdate.start(Performance(id: model.nextID(), commands: commands, reason: nil), "Asking Apple", &model)]
    }

    private static func askedLocation(_ subject: Subject, _ model: ConsoleModel) -> LocationID? {
        subject.location ?? subject.invitation.flatMap { model.state.invitations[$0]?.settings.location }
    }

    /// What was just sent; else the invitation under the cursor; else everything that waits.
    private static func toTakeBack(_ model: ConsoleModel) -> [InvitationID] {
        if let offer = model.takeBack { return offer.invitations }
        guard let id = model.subject.invitation, (model.state.invitations[id]?.counts[.queued] ?? 0) > 0 else { return [] }
        return [id]
    }
}
