extension State {
    mutating func evolveUsers(_ event: Event) {
        switch event {
        case .siteCreated(let id, let name):
            if sites[id] == nil { sites[id] = Site(id: id, name: name) }
        case .groupCreated(let id, let name):
            if groups[id] == nil { groups[id] = Group(id: id, name: name) }
        case .usersChanged(let changed):
            if !addUsers(changed) { for position in changed.indices { replaceUser(changed, at: position) } }
        case .groupMembersChanged(let group, let added, let removed):
            for user in added { changeMembership(of: user, in: group, isMember: true) }
            for user in removed { changeMembership(of: user, in: group, isMember: false) }
        default: break
        }
    }

    /// Takes in users that are all new and come behind all others, as an import makes them; false when they are not.
    private mutating func addUsers(_ new: UserRows) -> Bool {
        let derived = new.derived ?? DerivedUsers(new)
        guard let first = derived.ids.first, derived.isAscending, first > users.lastID?.number ?? 0,
            derived.groups.keys.allSatisfy(groups.contains), derived.sites.keys.allSatisfy(sites.contains)
        else { return false }
        users.append(new, derived)
        for (group, count) in derived.groups { groups.update(group) { $0.memberCount += count } }
        for (site, count) in derived.sites { sites.update(site) { $0.memberCount += count } }
        return true
    }

    private mutating func changeMembership(of id: UserID, in group: GroupID, isMember: Bool) {
        guard var user = users[id] else { return }
        user.groups.removeAll { $0 == group }
        if isMember { user.groups = (user.groups + [group]).sorted() }
        replaceUser([user], at: 0)
    }

    /// Groups and sites that do not exist are left out, so that the counts of members hold on any record.
    private mutating func replaceUser(_ changed: UserRows, at position: Int) {
        let after = changed.memberships(at: position)
        guard after.groups.allSatisfy(groups.contains), after.sites.allSatisfy(sites.contains) else {
            var user = changed[position]
            user.groups.removeAll { !groups.contains($0) }
            user.sites.removeAll { !sites.contains($0) }
            return replaceUser([user], at: 0)
        }
        let before = users.memberships(of: changed.id(at: position))
        users.upsert(changed, at: position)
        guard before != after else { return }
        let (left, joined) = Self.difference(before?.groups ?? [], after.groups)
        for group in left { groups.update(group) { $0.memberCount -= 1 } }
        for group in joined { groups.update(group) { $0.memberCount += 1 } }
        let (gone, new) = Self.difference(before?.sites ?? [], after.sites)
        for site in gone { sites.update(site) { $0.memberCount -= 1 } }
        for site in new { sites.update(site) { $0.memberCount += 1 } }
    }

    private static func difference<ID: Identifier>(_ before: [ID], _ after: [ID]) -> (left: [ID], joined: [ID]) {
        guard before != after else { return ([], []) }
        return (before.filter { !after.contains($0) }, after.filter { !before.contains($0) })
    }
}
