import ArgumentParser

struct KeysVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "List the keys of the console.", discussion: "Example: rollcall keys --csv")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        run.print(run.host.keys(run.options.host), as: Self.listing, try list.form(run.options))
    }

    private static let listing = Listing<KeyBindingEntry>(
        columns: [
            Column("place", "where") { $0.place }, Column("keys", "keys") { $0.keys }, Column("action", "action") { $0.action },
            Column("description", "what it does") { $0.description },
        ],
        object: { key in
            var object = JSONObject()
            object.set("place", key.place)
            object.set("keys", key.keys)
            object.set("action", key.action)
            object.set("description", key.description)
            return object
        })
}
