import Domain
import Terminal

/// Opens the forms, follows what is written in them, and turns them into commands.
enum FormUpdate {
    /// More people than this are not named one by one: a group says it better, and once for all.
    private static let mostNamed = 5_000

    static func openInvitation(_ model: inout ConsoleModel, _ key: Key?) -> [ConsoleEffect] {
        guard model.marks.count <= mostNamed else {
            let words = "More than \(Phrases.count(mostNamed)) are marked: put them into a group first (rollcall groups add)."
            model.line = MessageLine(.warning, words)
            return []
        }
        let base =
            model.focus == .invitations
            ? model.invitations.list.selected.flatMap { model.state.invitations[$0] } : nil
        let form = InvitationForm(
            locations: sortedLocations(model), choices: choices(model, like: base), base: base?.settings,
            today: Phrases.date(model.now))
        var sheet = FormSheet(form, Confirmation(id: model.nextID(), openedBy: key))
        if let base { sheet.title = "New invitation, like \(base.id) \(base.name)" }
        model.dialog = .form(sheet)
        return refresh(&model)
    }

    static func openUser(_ subject: Subject, _ model: inout ConsoleModel, _ key: Key?) -> [ConsoleEffect] {
        guard let user = subject.user.flatMap({ model.state.users[$0] }) else { return [] }
        let groups = user.groups.compactMap { model.state.groups[$0]?.name }.joined(separator: ", ")
        let sites = user.sites.compactMap { model.state.sites[$0]?.name }.joined(separator: ", ")
        let form = UserForm(
            user: user, groups: groups, sites: sites, version: model.state.decision(about: user.id)?.sequence)
        model.dialog = .form(FormSheet(form, Confirmation(id: model.nextID(), openedBy: key)))
        return refresh(&model)
    }

    /// Reads the preview anew, off the path of the key where there are many users.
    static func refresh(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard case .form(var sheet) = model.dialog else { return [] }
        var effects: [ConsoleEffect] = []
        switch sheet.kind {
        case .user(let form):
            sheet.preview = form.lines(sheet.fields)
            let obstacle = form.draft(sheet.fields) == nil ? "Nothing is changed yet." : nil
            sheet.terms = Confirmation.Terms(people: 1, obstacle: obstacle)
        case .invitation(let form):
            guard let settings = form.settings(sheet.fields) else {
                sheet.terms.obstacle = "There is nobody to invite, or no location."
                break
            }
            if model.state.users.count > UserSearch.most {
                sheet.terms.obstacle = "Still counting."
                sheet.preview = [SheetLine(text: "Counting.", role: .textDim)]
                effects = [.preview(settings)]
            } else {
                take(run(settings, model.state, model.contextNow), &sheet)
            }
        }
        model.dialog = .form(sheet)
        return effects
    }

    /// What creating an invitation would do.
    static func run(_ settings: InvitationSettings, _ state: State, _ context: Context) -> Result<InvitationPreview, Rejection> {
        do throws(Rejection) {
            return .success(try state.preview(settings, context: context))
        } catch {
            return .failure(error)
        }
    }

    /// A preview has come; one of settings that were changed meanwhile is dropped.
    static func previewed(
        _ settings: InvitationSettings, _ result: Result<InvitationPreview, Rejection>, _ model: inout ConsoleModel
    ) {
        guard case .form(var sheet) = model.dialog, case .invitation(let form) = sheet.kind,
            form.settings(sheet.fields) == settings
        else { return }
        take(result, &sheet)
        model.dialog = .form(sheet)
    }

    /// The command of a form; nil while it says nothing.
    static func command(_ sheet: FormSheet, _ model: ConsoleModel) -> Command? {
        switch sheet.kind {
        case .user(let form): return form.draft(sheet.fields).map { .changeUser(form.user.id, $0, ifVersion: form.version) }
        case .invitation(let form):
            let window = model.options.window(for: sheet.terms.people)
            return form.settings(sheet.fields).map { .createInvitation($0, takeBackWindow: window) }
        }
    }

    private static func take(_ result: Result<InvitationPreview, Rejection>, _ sheet: inout FormSheet) {
        switch result {
        case .success(let preview):
            sheet.preview = InvitationForm.lines(preview)
            sheet.terms = Confirmation.Terms(people: preview.total)
        case .failure(let rejection):
            let words = Phrases.rejection(rejection)
            sheet.preview = [SheetLine(text: "! " + words, role: .error)]
            sheet.terms = Confirmation.Terms(obstacle: words)
        }
    }

    /// The current location first.
    private static func sortedLocations(_ model: ConsoleModel) -> [Location] {
        let current = model.focus == .locations ? model.locations.list.selected : model.currentLocation?.id
        return model.state.locations.values.sorted { ($0.id == current ? 0 : 1, $0.id) < ($1.id == current ? 0 : 1, $1.id) }
    }

    /// Whom it can be for: the marked, the one under the cursor, those found, all, each group.
    private static func choices(_ model: ConsoleModel, like base: Invitation?) -> [InvitationForm.Choice] {
        var choices: [InvitationForm.Choice] = []
        if let base { choices.append(InvitationForm.Choice(label: "as \(base.id)", scope: base.settings.scope)) }
        let marks = model.marks
        if !marks.isEmpty {
            let label = "the \(Phrases.count(marks.count)) marked"
            choices.append(InvitationForm.Choice(label: label, scope: .users(Array(marks.users))))
        }
        if let user = model.subject.user.flatMap({ model.state.users[$0] }) {
            choices.append(InvitationForm.Choice(label: user.username, scope: .users([user.id])))
        }
        if model.focus == .users, !model.users.showsEverybody, !model.users.isCounting,
            (2...mostNamed).contains(model.users.list.count)
        {
            let label = "the \(Phrases.count(model.users.list.count)) found"
            choices.append(InvitationForm.Choice(label: label, scope: .users(model.users.list.rows)))
        }
        choices.append(InvitationForm.Choice(label: "all users", scope: .allUsers))
        for group in model.state.groups.values.prefix(500) {
            let label = "group \(group.name), \(Phrases.count(group.memberCount))"
            choices.append(InvitationForm.Choice(label: label, scope: Scope(targets: .listed(users: [], groups: [group.id]))))
        }
        return choices
    }
}
