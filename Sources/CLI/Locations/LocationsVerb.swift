import ArgumentParser

struct LocationsVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "locations", abstract: "Volume purchasing locations: the pools that content tokens open.",
        discussion: "Example: rollcall locations list",
        subcommands: [
            AddLocationVerb.self, ListLocationsVerb.self, ShowLocationVerb.self, SetLocationVerb.self, SyncLocationVerb.self,
            RenewLocationVerb.self, ClaimLocationVerb.self,
        ])
}
