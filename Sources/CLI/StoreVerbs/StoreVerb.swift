import ArgumentParser

struct StoreVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "The store: the folder that holds everything.",
        discussion: "Example: rollcall store check",
        subcommands: [
            CheckStoreVerb.self, CompactVerb.self, RepairStoreVerb.self, BackUpStoreVerb.self, RestoreStoreVerb.self,
            StoreStatsVerb.self,
        ])
}
