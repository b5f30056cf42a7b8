/// The impact sheet of a redo (R15): what would happen to each person.
package struct RedoPreview: Hashable, Sendable {
    package let location: LocationID
    package let locationName: String
    package let token: Location.TokenState
    /// The token ends so soon that a redo is refused unless forced.
    package let tokenEndsSoon: Bool
    /// A reason has to be given: more than one user, or forced.
    package let reasonRequired: Bool
    package let people: [Person]

    /// Those for whom nothing stands in the way.
    package var ready: Int { people.count { $0.obstacle == nil } }

    /// One row of the sheet.
    package struct Person: Hashable, Sendable {
        package let user: UserID
        package let username: String
        package let status: RegistrationStatus
        package let since: Instant?
        /// How the person is led on; nil when nothing reaches them.
        package let way: Way?
        /// Why a redo of this person is refused.
        package let obstacle: Rejection?
        /// To be stated in `ifVersions` by the command that follows (R28); absent when nobody decided yet.
        package let version: UInt64?
    }

    /// How a person is led on after the redo.
    package enum Way: Hashable, Sendable {
        /// An invitation that the person has carries them on with the redo text.
        case carriedBy(InvitationID, name: String, DistributionMethod)
        case newInvitation(DistributionMethod)
        /// Registered again without a message (R5).
        case automatic
    }
}

extension State {
    /// Reads what a redo would do now. Refusals of single people are in the rows.
    ///
    /// - Throws: `Rejection.unknownLocation`, `.unknownUser`, and what makes the location unusable.
    package func redoPreview(_ wish: RedoWish, context: Context) throws(Rejection) -> RedoPreview {
        let decider = Decider(state: self, context: context)
        let location = try decider.location(wish.location)
        try decider.requireUsable(location)
        var people: [RedoPreview.Person] = []
        for id in IDSet(wish.users) { people.append(person(try decider.user(id), location, wish, context)) }
        return RedoPreview(
            location: location.id, locationName: location.name, token: location.tokenState(at: context.now),
            tokenEndsSoon: location.settings.tokenExpires < context.now + context.policy.redoNeedsToken,
            reasonRequired: people.count > 1 || wish.force, people: people)
    }

    /// The decision itself says what would happen: what is shown cannot differ from what is done.
    private func person(_ user: User, _ location: Location, _ wish: RedoWish, _ context: Context) -> RedoPreview.Person {
        let known = registration(of: user.id, at: location.id)
        var single = wish
        single.users = [user.id]
        single.force = true
        var context = context
        context.reason = context.reason ?? "preview"
        var way: RedoPreview.Way?
        var obstacle: Rejection?
        do throws(Rejection) {
            let events = try decide(.redoRegistration(single, ifVersions: [:]), context)
            way = self.way(events, user, location)
        } catch {
            obstacle = error
        }
        return RedoPreview.Person(
            user: user.id, username: user.username, status: known?.status ?? .notInvited, since: known?.since, way: way,
            obstacle: obstacle, version: known?.decision?.sequence)
    }

    private func way(_ events: [Event], _ user: User, _ location: Location) -> RedoPreview.Way? {
        var created: InvitationSettings?
        for event in events {
            if case .invitationCreated(_, let settings, _, _) = event { created = settings }
            guard case .redoRequested(_, _, _, let carrier) = event else { continue }
            let settings = created ?? invitations[carrier]?.settings
            guard let settings else { return nil }
            if location.settings.autoRegister, settings.registersAutomatically(user) { return .automatic }
            return created == nil
                ? .carriedBy(carrier, name: settings.name, settings.method) : .newInvitation(settings.method)
        }
        return nil
    }
}
