import Domain
import Engine

/// Which entries of the record are shown; what is not asked for does not matter.
struct RecordFilter: Sendable {
    var user: UserID?
    var invitation: InvitationID?
    var location: LocationID?
    var by: String?
    var since: Instant?

    /// Whether what an event concerns has to be known.
    var needsConcern: Bool { user != nil || invitation != nil || location != nil }

    func admits(_ entry: RecordEntry, concern: (Event) -> Concern) -> Bool {
        if let by, entry.by != by { return false }
        if let since, entry.at < since { return false }
        guard needsConcern else { return true }
        guard let event = entry.event else { return false }
        return concern(event).matches(user: user, invitation: invitation, location: location)
    }
}
