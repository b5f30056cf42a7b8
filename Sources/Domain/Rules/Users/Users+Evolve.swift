extension State {
    mutating func evolveUsers(_ event: Event) {
        switch event {
        case .siteCreated(let id, let name):
            sites[id] = Site(id: id, name: name)
        case .groupCreated(let id, let name):
            if groups[id] == nil { groups[id] = Group(id: id, name: name) }
        case .usersChanged(let changed):
            for user in changed { replaceUser(user) }
        case .groupMembersChanged(let group, let added, let removed):
            for user in added { changeMembership(of: user, in: group, isMember: true) }
            for user in removed { changeMembership(of: user, in: group, isMember: false) }
        default: break
        }
    }

    private mutating func changeMembership(of id: UserID, in group: GroupID, isMember: Bool) {
        guard var user = users[id] else { return }
        user.groups.removeAll { $0 == group }
        if isMember { user.groups = (user.groups + [group]).sorted() }
        replaceUser(user)
    }

    private mutating func replaceUser(_ user: User) {
        let before = users[user.id]?.groups ?? []
        users.upsert(user)
        guard before != user.groups else { return }
        for group in before where !user.groups.contains(group) { groups.update(group) { $0.memberCount -= 1 } }
        for group in user.groups where !before.contains(group) { groups.update(group) { $0.memberCount += 1 } }
    }
}
