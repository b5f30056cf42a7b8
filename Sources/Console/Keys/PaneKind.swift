/// One view of the console; its number is the key that shows it.
package enum PaneKind: Int, CaseIterable, Hashable, Sendable {
    case users = 1, invitations, usage, redo, activity, locations, outbox, workList

    /// What stands in the frame.
    package var title: String {
        switch self {
        case .users: "Users"
        case .invitations: "Invitations"
        case .usage: "Usage"
        case .redo: "Redo"
        case .activity: "Activity"
        case .locations: "Locations"
        case .outbox: "Outbox"
        case .workList: "Work list"
        }
    }

    /// The word for the command line and the session file.
    package var name: String {
        switch self {
        case .redo: "redos"
        case .workList: "worklist"
        default: title.lowercased()
        }
    }

    /// The pane of a name or of a number; nil when there is none.
    package init?(name: String) {
        guard let found = PaneKind.allCases.first(where: { $0.name == name || String($0.rawValue) == name }) else { return nil }
        self = found
    }

    /// The four that a wide terminal shows at once.
    static let together: [PaneKind] = [.users, .invitations, .usage, .redo]
}
