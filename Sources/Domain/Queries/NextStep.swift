/// What a person can do next: the action with its default key, and the same thing as a command.
package struct NextStep: Hashable, Sendable {
    /// The name of the action in the console (`resend`, `redo`, ...); its key may be rebound there.
    package let action: String
    /// The key as delivered; nil when the action is only in the menu.
    package let key: String?
    /// What to type in a shell.
    package let verb: String

    package init(action: String, key: String? = nil, verb: String) {
        self.action = action
        self.key = key
        self.verb = verb
    }

    /// Send the invitation to this one user again.
    package static func resend(_ invitation: InvitationID, _ user: User) -> NextStep {
        NextStep(action: "resend", key: "r", verb: "rollcall invitations resend \(invitation.number) --user \(user.argument)")
    }

    /// Redo the user's registration at a location.
    package static func redo(_ user: User, _ location: Location) -> NextStep {
        NextStep(action: "redo", key: "R", verb: "rollcall redo \(user.argument) --location \(location.argument)")
    }

    /// Read the user's state at Apple now.
    package static func ask(_ user: User) -> NextStep {
        NextStep(action: "ask", key: "a", verb: "rollcall users ask \(user.argument)")
    }

    /// Invite this one user to a location.
    package static func invite(_ user: User, _ location: Location) -> NextStep {
        NextStep(
            action: "invite", key: "i",
            verb: "rollcall invitations create --name NAME --location \(location.argument) --method email --user \(user.argument)"
        )
    }

    /// Change the user's record with an option of `users set`.
    package static func change(_ user: User, _ option: String) -> NextStep {
        NextStep(action: "edit", key: "e", verb: "rollcall users set \(user.argument) \(option)")
    }

    /// Say whether a message of which nobody knows went out.
    package static func settle(_ invitation: InvitationID, _ user: User) -> NextStep {
        NextStep(
            action: "settle", verb: "rollcall invitations settle \(invitation.number) --user \(user.argument) --sent (or --again)"
        )
    }

    /// Let a failed redo go on.
    package static func retryRedo(_ redo: Redo) -> NextStep {
        NextStep(action: "retryRedo", verb: "rollcall redos retry \(redo.id.number)")
    }

    /// Give a location its new content token.
    package static func renew(_ location: Location) -> NextStep {
        NextStep(action: "renew", verb: "rollcall locations renew \(location.argument) --token FILE")
    }

    /// Take a location over from the service that manages it.
    package static func claim(_ location: Location) -> NextStep {
        NextStep(action: "claim", verb: "rollcall locations claim \(location.argument)")
    }
}

extension User {
    /// The username as one word of a shell command.
    package var argument: String { username.shellWord }
}

extension Location {
    /// The name as one word of a shell command.
    package var argument: String { name.shellWord }
}

extension String {
    /// As one word of a POSIX shell: in quotes when a character would mean something there.
    var shellWord: String {
        let plain = unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "._-@+".unicodeScalars.contains(scalar)
        }
        return plain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
    }

    private func replacing(_ character: Character, with text: String) -> String {
        reduce(into: "") { $0 += $1 == character ? text : String($1) }
    }
}
