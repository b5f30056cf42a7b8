import ArgumentParser
import Domain
import Engine

/// Gives a location the content token that replaces its old one.
struct RenewLocationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: "Give a location its new content token.",
        discussion: """
            The token is read and tried at Apple first; one that opens another location is refused. Sending goes on by itself.
            Example: rollcall locations renew North --token sToken_North.vpptoken
            """)

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A number, #n or a name.") var location: String
    @Option(help: ArgumentHelp("The content token as Apple gave it.", valueName: "file")) var token: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let bytes = try FileContents.read(token, limit: AddLocationVerb.longestToken)
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let found = try write.names.location(location)
            let facts = try await write.store.locationFacts(token: bytes, serviceURL: found.settings.serviceURL).settings
            write.say(
                "\(found.name): the token here ends \(Phrases.date(found.settings.tokenExpires)), "
                    + "the new one \(Phrases.date(facts.tokenExpires))")
            try await renew(found, facts, bytes, write)
        }
    }

    private func renew(
        _ location: Location, _ facts: LocationSettings, _ bytes: [UInt8], _ write: WriteRun
    ) async throws(CommandLineFailure) {
        let token = LocationChanges.NewToken(uniqueLocationID: facts.uniqueLocationID, expires: facts.tokenExpires)
        let before = write.state
        if write.dryRun {
            let command = Command.changeLocation(location.id, LocationChanges(token: token), ifVersion: nil)
            return write.report(try await write.perform(command), before: before)
        }
        do {
            let result = try await write.store.renewToken(of: location.id, token, token: bytes, write.request())
            write.report(result, before: before)
        } catch {
            throw CommandLineFailure(error)
        }
    }
}
