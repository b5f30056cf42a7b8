/// The chain in the making. Of all next steps that turn up, the most urgent one is kept.
struct WhyChain {
    let state: State
    let user: User
    let context: Context
    private(set) var checks: [WhyReport.Check] = []
    private(set) var step: (urgency: Int, step: NextStep)?

    init(state: State, user: User, context: Context) {
        self.state = state
        self.user = user
        self.context = context
    }

    mutating func note(_ check: String, _ ok: Bool, _ detail: String) {
        checks.append(WhyReport.Check(check: check, ok: ok, detail: detail))
    }

    /// Keeps the most urgent step; of equal ones the first.
    mutating func suggest(_ urgency: Int, _ step: NextStep) {
        if urgency > self.step?.urgency ?? 0 { self.step = (urgency, step) }
    }

    var nothingToDo: String {
        let open = state.invitations(of: user.id).contains { id in
            guard let recipient = state.recipient(RecipientKey(id, user.id)) else { return false }
            return recipient.status.isOpen || recipient.status == .queued || recipient.status == .sending
        }
        if open { return "Nothing to do now: wait for the person." }
        let isRedone = state.locations.values.contains { state.runningRedo(of: user.id, at: $0.id) != nil }
        return isRedone ? "Nothing to do now: the redo goes on by itself." : "Nothing to do."
    }

    mutating func checkUser() {
        note("email", user.hasEmail, user.hasEmail ? user.email : "no email address")
        let serials = user.devices.map(\.serial).joined(separator: ", ")
        note("devices", !user.devices.isEmpty, user.devices.isEmpty ? "no device is assigned" : serials)
        let sites = user.sites.compactMap { state.sites[$0]?.name }
        note("sites", true, sites.isEmpty ? "in no site" : sites.joined(separator: ", "))
        let account = user.managedAppleAccount
        note("Managed Apple Account", true, account.isEmpty ? "none" : account)
    }

    mutating func check(_ location: Location) {
        let inside = location.settings.site.map(user.sites.contains) ?? true
        checkToken(location)
        if let site = location.settings.site {
            let name = state.sites[site]?.name ?? site.description
            note("site of \(location.name)", inside, inside ? "inside \(name)" : "outside \(name), the location's site")
        }
        let mine = state.invitations.values.filter { $0.settings.location == location.id }
        for invitation in mine { check(invitation, location) }
        if mine.isEmpty { note("invitation at \(location.name)", false, "no invitation was made there") }
        checkRegistration(location)
        checkRedo(location)
        if inside, let how = Self.unreached(state, user, location) { suggest(how.urgency, how.step) }
    }

    private mutating func checkToken(_ location: Location) {
        let token = location.tokenState(at: context.now)
        let usable = location.isUsable(at: context.now)
        note("token of \(location.name)", usable, Phrases.tokenState(token))
        if case .managedElsewhere = token { suggest(9, .claim(location)) } else if !usable { suggest(9, .renew(location)) }
    }

    private mutating func checkRegistration(_ location: Location) {
        let known = state.registration(of: user.id, at: location.id)
        let status = known?.status ?? .notInvited
        var detail = Phrases.registration(status)
        if let known { detail += " since \(Phrases.moment(known.since))" }
        if let word = known?.appleStatus { detail += ", Apple says \(word)" }
        if let error = known?.error { detail += ", \(Phrases.apple(error))" }
        if let read = location.lastReadAt { detail += "; Apple was read \(Phrases.ago(read, context.now))" }
        note("registration at \(location.name)", status == .accepted, detail)
    }

    private mutating func checkRedo(_ location: Location) {
        let mine = state.redos.values.filter { $0.user == user.id && $0.location == location.id }
        guard let last = mine.last else { return }
        let ok = last.stage != .failed && !last.sameAccountAgain
        note("redo at \(location.name)", ok, Phrases.redo(last, now: context.now))
        if last.stage == .failed { suggest(8, .retryRedo(last)) }
        if last.sameAccountAgain, last.stage == .done, !last.endedEarly { suggest(7, .redo(user, location)) }
    }

    /// What to do for somebody whom nothing reaches and nothing is on its way to.
    private static func unreached(_ state: State, _ user: User, _ location: Location) -> (urgency: Int, step: NextStep)? {
        let status = state.registration(of: user.id, at: location.id)?.status ?? .notInvited
        guard status != .accepted, state.runningRedo(of: user.id, at: location.id) == nil else { return nil }
        let mine = state.recipients(of: user.id, at: location.id).filter { !$0.recipient.status.isEnded }
        guard mine.isEmpty else { return nil }
        let isReachable = user.hasEmail || (user.hasManagedAppleAccount && location.settings.autoRegister)
        return (2, isReachable ? .invite(user, location) : .change(user, "--email ADDRESS"))
    }
}
