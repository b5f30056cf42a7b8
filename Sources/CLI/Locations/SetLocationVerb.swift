import ArgumentParser
import Domain

struct SetLocationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a location's name, site or switch.",
        discussion: "Example: rollcall locations set North --auto-register")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A number, #n or a name.") var location: String
    @Option(help: "A new name.") var name: String?
    @Option(help: "The site whose users belong to it; '' for all.") var site: String?
    @Flag(inversion: .prefixedNo, help: "Register users with a Managed Apple Account without a message.")
    var autoRegister: Bool?
    @Option(help: "Only if nobody decided about it since this version.") var ifVersion: UInt64?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        guard name != nil || site != nil || autoRegister != nil else {
            throw .usage("say what to change: --name, --site, --auto-register or --no-auto-register")
        }
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let found = try write.names.location(location)
            let changes = LocationChanges(name: name, autoRegister: autoRegister, siteName: site)
            try await write.carryOut(.changeLocation(found.id, changes, ifVersion: ifVersion))
        }
    }
}
