/// Whom an invitation is for: targets minus exclusions, cut down by the location's site (R8).
package struct Scope: Hashable, Sendable {
    package enum Targets: Hashable, Sendable {
        case allUsers
        /// Users named singly and members of groups; either list may be empty.
        case listed(users: [UserID], groups: [GroupID])
    }

    package var targets: Targets
    package var excludedUsers: [UserID]
    package var excludedGroups: [GroupID]

    package init(targets: Targets, excludedUsers: [UserID] = [], excludedGroups: [GroupID] = []) {
        self.targets = targets
        self.excludedUsers = excludedUsers
        self.excludedGroups = excludedGroups
    }

    package static let allUsers = Scope(targets: .allUsers)
    package static func users(_ users: [UserID]) -> Scope { Scope(targets: .listed(users: users, groups: [])) }
}
