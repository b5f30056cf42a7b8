import ArgumentParser
import Domain

struct ListGroupsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the groups.", discussion: "Example: rollcall groups list")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            run.print(read.state.groups.values, as: Self.listing, form)
        }
    }

    private static let listing = Listing<Group>(
        columns: [
            Column("id", "id") { "\($0.id.number)" }, Column("name", "name") { $0.name },
            Column("members", "members", shown: { Phrases.count($0.memberCount) }, raw: { "\($0.memberCount)" }),
        ],
        object: { group in
            var object = JSONObject()
            object.set("id", group.id)
            object.set("name", group.name)
            object.set("members", group.memberCount)
            return object
        })
}
