extension Decider {
    mutating func decideUsers(_ command: Command) throws(Rejection) {
        switch command {
        case .importUsers(let drafts):
            try importUsers(drafts)
        case .changeUser(let id, let draft, let version):
            try changeUser(id, draft, version)
        case .createGroup(let name):
            try Self.requireText(name, field: "group name")
            guard state.group(named: name) == nil else { throw .duplicateName(kind: "group", name: name) }
            _ = group(named: name)
        case .addToGroup(let group, let users):
            try changeMembers(group, users, isMember: true)
        case .removeFromGroup(let group, let users):
            try changeMembers(group, users, isMember: false)
        default: break
        }
    }

    /// A repeated import changes nothing: only users that differ are in the events.
    private mutating func importUsers(_ drafts: [UserDraft]) throws(Rejection) {
        var changed: [User] = []
        // By name in lower case: a file may name one user twice, and new users are not in the state yet.
        var fresh: [String: Int] = [:]
        var next = (state.users.lastID?.number ?? 0) + 1
        for draft in drafts {
            try Self.requireText(draft.username, field: "username", limit: 256)
            let key = draft.username.lowercased()
            if let position = fresh[key] {
                changed[position] = try merged(changed[position], draft)
                continue
            }
            let known = state.users.find(draft.username)
            let user = try merged(known ?? User(id: UserID(next), username: draft.username), draft)
            guard user != known else { continue }
            if known == nil { next += 1 }
            fresh[key] = changed.count
            changed.append(user)
        }
        for part in Self.records(of: changed) { emitLast(.usersChanged(UserRows(part))) }
    }

    /// The users in runs that fit into one record each.
    private static func records(of users: [User]) -> [[User]] {
        var parts: [[User]] = []
        var bytes = 0
        for user in users {
            let size = user.recordBytes
            if parts.isEmpty || bytes + size > RecordLimit.bytes { parts.append([]) }
            bytes = parts[parts.count - 1].isEmpty ? size : bytes + size
            parts[parts.count - 1].append(user)
        }
        return parts
    }

    private mutating func changeUser(_ id: UserID, _ draft: UserDraft, _ version: UInt64?) throws(Rejection) {
        let user = try user(id)
        try requireVersion(version, state.decision(about: id), subject: "user \(user.username)")
        let changed = try merged(user, draft)
        guard changed != user else { throw .nothingToChange }
        emitLast(.usersChanged([changed]))
    }

    private mutating func merged(_ user: User, _ draft: UserDraft) throws(Rejection) -> User {
        var user = user
        if let fullName = draft.fullName { user.fullName = try Self.line(fullName, field: "full name") }
        if let email = draft.email {
            if !email.isEmpty { try Self.requireAddress(email, field: "email") }
            user.email = email
        }
        if let phone = draft.phone { user.phone = try Self.line(phone, field: "phone") }
        if let position = draft.position { user.position = try Self.line(position, field: "position") }
        if let account = draft.managedAppleAccount {
            if !account.isEmpty { try Self.requireAddress(account, field: "Managed Apple Account") }
            user.managedAppleAccount = account
        }
        if let devices = draft.devices { user.devices = devices }
        for attribute in draft.attributes { user.set(attribute) }
        if let names = draft.sites { user.sites = try siteIDs(names) }
        if let names = draft.groups { user.groups = try groupIDs(names) }
        guard user.recordBytes <= RecordLimit.bytes else {
            throw .unusableText(field: "user \(user.username)", reason: "holds more than a record can")
        }
        return user
    }

    private static func line(_ text: String, field: String) throws(Rejection) -> String {
        try requireLine(text, field: field)
        return text
    }

    private mutating func siteIDs(_ names: [String]) throws(Rejection) -> [SiteID] {
        var ids: Set<SiteID> = []
        for name in names { ids.insert(try site(named: name)) }
        return ids.sorted()
    }

    private mutating func groupIDs(_ names: [String]) throws(Rejection) -> [GroupID] {
        var ids: Set<GroupID> = []
        for name in names {
            try Self.requireText(name, field: "group name")
            ids.insert(group(named: name))
        }
        return ids.sorted()
    }

    /// The group of a name; an unknown one is created.
    private mutating func group(named name: String) -> GroupID {
        if let known = state.group(named: name) { return known.id }
        let id = GroupID((state.groups.lastID?.number ?? 0) + 1)
        emit(.groupCreated(id, name: name))
        return id
    }

    /// The site of a name; an unknown one is created.
    mutating func site(named name: String) throws(Rejection) -> SiteID {
        if let known = state.site(named: name) { return known.id }
        try Self.requireText(name, field: "site name")
        let id = SiteID((state.sites.lastID?.number ?? 0) + 1)
        emit(.siteCreated(id, name: name))
        return id
    }

    private mutating func changeMembers(_ id: GroupID, _ users: [UserID], isMember: Bool) throws(Rejection) {
        guard state.groups.contains(id) else { throw .unknownGroup(id.description) }
        var changed: [UserID] = []
        for userID in users {
            let user = try user(userID)
            if user.groups.contains(id) != isMember { changed.append(user.id) }
        }
        for part in changed.chunked(RecordLimit.identifiers) {
            emit(.groupMembersChanged(id, added: isMember ? Array(part) : [], removed: isMember ? [] : Array(part)))
        }
    }
}

extension User {
    /// An upper bound for the bytes of the user in a record: quotes and backslashes are written as two.
    fileprivate var recordBytes: Int {
        let texts = [username, fullName, email, phone, position, managedAppleAccount]
        let text =
            texts.reduce(0) { $0 + $1.utf8.count } + devices.reduce(0) { $0 + $1.serial.utf8.count + 20 }
            + attributes.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 15 }
        return 2 * text + 11 * (sites.count + groups.count) + 150
    }

    fileprivate mutating func set(_ attribute: Attribute) {
        attributes.removeAll { $0.name == attribute.name }
        guard !attribute.value.isEmpty else { return }
        attributes.append(attribute)
        attributes.sort { $0.name < $1.name }
    }
}

extension State {
    /// The group of a name, without regard to case.
    package func group(named name: String) -> Group? {
        let key = name.lowercased()
        return groups.values.first { $0.name.lowercased() == key }
    }

    /// The site of a name, without regard to case.
    package func site(named name: String) -> Site? {
        let key = name.lowercased()
        return sites.values.first { $0.name.lowercased() == key }
    }
}
