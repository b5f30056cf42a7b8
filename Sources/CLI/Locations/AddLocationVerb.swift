import ArgumentParser
import Domain
import Engine

/// Adds a location: reads what the token opens, then records it.
struct AddLocationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a location with its content token.",
        discussion: """
            The token and Apple are read first; nothing is written to Apple unless the location is free or you take it over.
            Example: rollcall locations add --token sToken_North.vpptoken --name North --site North
            """)

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Option(help: ArgumentHelp("The content token as Apple gave it.", valueName: "file")) var token: String
    @Option(help: "What the location is called here; without it, Apple's name.") var name: String?
    @Option(help: ArgumentHelp("The origin of the service; Apple's without it.", valueName: "url")) var serviceURL: String?
    @Option(help: "The site whose users belong to it; made if there is none of that name.") var site: String?
    @Flag(help: "Register users with a Managed Apple Account without a message.") var autoRegister = false

    static let longestToken = 65_536

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let bytes = try FileContents.read(token, limit: Self.longestToken)
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let facts = try await write.store.locationFacts(token: bytes, serviceURL: serviceURL)
            var settings = facts.settings
            if let name { settings.name = name }
            settings.autoRegister = autoRegister
            write.say(
                "the token opens \(facts.settings.name) of \(settings.organisation), ends \(Phrases.date(settings.tokenExpires))")
            try Self.askToTakeOver(facts, settings, write)
            try await add(settings, bytes, write)
        }
    }

    /// Another product manages it: a person says whether it is taken over, and why (R24, R25).
    private static func askToTakeOver(
        _ facts: LocationFacts, _ settings: LocationSettings, _ write: WriteRun
    ) throws(CommandLineFailure) {
        guard let other = facts.claimedBy else { return }
        write.say("\(settings.name) is managed by \(other): taking it over makes \(other) stop there")
        if write.dryRun { return }
        if write.reason == nil { throw .refused(.reasonRequired(what: "taking \(settings.name) over from \(other)")) }
        try write.confirm("Take \(settings.name) over from \(other)?")
    }

    private func add(_ settings: LocationSettings, _ bytes: [UInt8], _ write: WriteRun) async throws(CommandLineFailure) {
        let before = write.state
        if write.dryRun {
            return write.report(try await write.perform(.addLocation(settings, siteName: site)), before: before)
        }
        do {
            let result = try await write.store.addLocation(settings, siteName: site, token: bytes, write.request())
            write.report(result, before: before) { object in
                for case .locationAdded(let id, _) in result.events {
                    if let location = write.state.locations[id] {
                        object["location"] = .object(LocationObject.of(location, write.state, now: write.context.now))
                    }
                }
            }
            for case .locationAdded(let id, _) in result.events { try await claim(id, write) }
        } catch let failure as CommandFailure {
            throw CommandLineFailure(failure)
        } catch let failure as CommandLineFailure {
            throw failure
        } catch {
            throw .outside("\(error)")
        }
    }

    private func claim(_ id: LocationID, _ write: WriteRun) async throws(CommandLineFailure) {
        do { try await write.store.claim(id, write.request()) } catch {
            throw .outside(
                "the location was added, but Apple was not told that Rollcall manages it: \(error.words). "
                    + "`rollcall locations claim \(id.number)` tries again")
        }
    }
}
