import Domain

/// What an action would be about: the row under the cursor, read as user, invitation, redo and location.
struct Subject: Hashable, Sendable {
    var user: UserID?
    var invitation: InvitationID?
    var redo: RedoID?
    var location: LocationID?

    /// The recipient that the row is, or the newest one of its user.
    func recipient(in state: State) -> RecipientKey? {
        guard let user else { return nil }
        if let invitation, state.recipient(RecipientKey(invitation, user)) != nil { return RecipientKey(invitation, user) }
        return state.invitations(of: user).last { id in
            state.recipient(RecipientKey(id, user)).map { !$0.status.isEnded } ?? false
        }.map { RecipientKey($0, user) }
    }
}

extension ConsoleModel {
    /// The row under the cursor of the focused pane.
    var subject: Subject {
        switch focus {
        case .users: Subject(user: users.list.selected)
        case .invitations: Subject(invitation: invitations.list.selected)
        case .usage: Subject(user: usage.list.selected, invitation: usage.invitation)
        case .redo:
            redo.list.selected.flatMap { state.redos[$0] }.map {
                Subject(user: $0.user, invitation: $0.carrier, redo: $0.id, location: $0.location)
            } ?? Subject()
        case .locations: Subject(location: locations.list.selected)
        case .outbox: Subject(invitation: OutboxUpdate.selectedInvitation(self))
        case .workList:
            workList.selected.map {
                Subject(user: $0.user, invitation: $0.invitation, redo: $0.redo, location: $0.location)
            } ?? Subject()
        case .activity: Subject()
        }
    }

    /// The marks of the focused pane.
    var marks: Marks {
        switch focus {
        case .users: users.marks
        case .usage: usage.marks
        default: Marks()
        }
    }

    /// The people that the focused pane shows.
    var shownPeople: [UserID] {
        switch focus {
        case .users: users.list.rows
        case .usage: usage.list.rows
        default: []
        }
    }

    /// The location that header and lists speak of: the chosen one, else the first.
    var currentLocation: Location? {
        location.flatMap { state.locations[$0] } ?? state.locations.values.first { _ in true }
    }

    /// The context of a decision at this moment.
    var contextNow: Context {
        var context = context
        context.now = now
        return context
    }

    var isEmptyStore: Bool { state.users.count == 0 }

    /// The layout at the present size.
    var layout: ConsoleLayout {
        ConsoleLayout(size: size, focus: focus, isZoomed: isZoomed, bannerRows: BannerView.rows(banner, size))
    }

    /// What lasts and keeps people from their work, in words; nil mostly.
    var banner: String? { projection.readOnly.map { "Read-only: \($0)" } }
}
