import ArgumentParser
import Domain

/// Redo registration (R15): the impact sheet first, then the question.
struct RedoVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "redo", abstract: "Register users again who accepted with the wrong account.",
        discussion: """
            Shows what would happen to each, then asks. More than one user needs --reason.
            Example: rollcall redo anna --location North --reason 'used the family account'
            """)

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "Usernames, numbers, #n, or - for standard input.") var users: [String] = []
    @Option(help: "Users that a search finds.") var query: String?
    @Option(help: "A number, #n or a name; needed when the users are registered at several.") var location: String?
    @Option(help: "How the new message reaches them; without it, as the last one did.") var method: DistributionMethod?
    @Flag(help: "Also when the content token ends soon; needs --reason.") var force = false

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let choice = UserChoice(names: users, query: query)
        if choice.isEmpty { throw .usage("name the users: arguments, --query or - for standard input") }
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let chosen = try choice.users(in: run, write.state)
            guard !chosen.isEmpty else { return write.say("nobody was found: nothing to do") }
            let wish = RedoWish(users: chosen, location: try place(chosen, write), method: method, force: force)
            let preview: RedoPreview
            do throws(Rejection) { preview = try write.state.redoPreview(wish, context: write.context) } catch {
                throw .refused(error)
            }
            RedoSheet.say(preview, write)
            let command = Command.redoRegistration(wish, ifVersions: Self.versions(preview))
            try await write.requireAllowed(command)
            try write.confirm("Redo the registration of \(Phrases.count(chosen.count, "user")) at \(preview.locationName)?")
            let before = write.state
            let result = try await write.perform(command)
            write.report(result, before: before) { RedoSheet.add(preview, to: &$0) }
        }
    }

    /// The location that was named; else the only one where some of the users are invited or accepted.
    private func place(_ chosen: [UserID], _ write: WriteRun) throws(CommandLineFailure) -> LocationID {
        if location != nil { return try write.names.location(orOnly: location).id }
        let state = write.state
        let known = state.locations.values.filter { place in
            chosen.contains { user in
                let status = state.registration(of: user, at: place.id)?.status
                return status == .invited || status == .accepted
            }
        }
        if known.count > 1 { throw .refused(.severalLocations(known.map(\.name))) }
        if let only = known.first { return only.id }
        return try write.names.location(orOnly: nil).id
    }

    /// What was shown is what is decided on (R28).
    private static func versions(_ preview: RedoPreview) -> [UserID: UInt64] {
        preview.people.reduce(into: [:]) { versions, person in
            if let version = person.version { versions[person.user] = version }
        }
    }
}
