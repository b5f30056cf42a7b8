import Domain

/// Finds what an argument names: a number, `#n`, or a name.
struct Names {
    let state: State

    /// The number of `#12`, or of `12`.
    private static func number(_ text: String) -> UInt32? {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        return digits.utf8.allSatisfy { (48...57).contains($0) } ? UInt32(digits) : nil
    }

    /// A user; a username of digits alone goes before the number.
    func user(_ text: String) throws(CommandLineFailure) -> User {
        if let user = state.users.find(text) { return user }
        if let number = Self.number(text), let user = state.users[UserID(number)] { return user }
        throw .refused(.unknownUser(text))
    }

    func location(_ text: String) throws(CommandLineFailure) -> Location {
        if let location = state.location(named: text) { return location }
        if let number = Self.number(text), let location = state.locations[LocationID(number)] { return location }
        throw .refused(.unknownLocation(text))
    }

    /// The location that was named, or the only one there is.
    func location(orOnly text: String?) throws(CommandLineFailure) -> Location {
        if let text { return try location(text) }
        let all = Array(state.locations.values)
        if all.count > 1 { throw .refused(.severalLocations(all.map(\.name))) }
        guard let only = all.first else {
            throw .declined(code: "noLocation", "there is no location yet: `rollcall locations add --token FILE`")
        }
        return only
    }

    func group(_ text: String) throws(CommandLineFailure) -> Group {
        if let group = state.group(named: text) { return group }
        if let number = Self.number(text), let group = state.groups[GroupID(number)] { return group }
        throw .refused(.unknownGroup(text))
    }

    /// An invitation; of several with the same name none is meant.
    func invitation(_ text: String) throws(CommandLineFailure) -> Invitation {
        if let number = Self.number(text), let invitation = state.invitations[InvitationID(number)] { return invitation }
        let key = text.lowercased()
        let named = state.invitations.values.filter { $0.name.lowercased() == key }
        guard let only = named.first else { throw .refused(.unknownInvitation(text)) }
        if named.count > 1 {
            let numbers = named.map(\.id.description).joined(separator: ", ")
            throw .declined(code: "severalInvitations", "several invitations are named \(text), give the number: \(numbers)")
        }
        return only
    }

    func redo(_ text: String) throws(CommandLineFailure) -> Redo {
        guard let number = Self.number(text), let redo = state.redos[RedoID(number)] else {
            throw .refused(.unknownRedo(text))
        }
        return redo
    }
}
