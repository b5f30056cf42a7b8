import ArgumentParser
import Domain

struct ShowGroupVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "List the members of a group.", discussion: "Example: rollcall groups show Staff --csv")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions
    @Argument(help: "A number, #n or a name.") var group: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            let id = try read.names.group(group).id
            let members = read.state.users.all.lazy.filter { $0.groups.contains(id) }
            run.print(
                members.compactMap { read.state.userSummary($0.id, now: read.now) }, as: UserObject.listing(now: read.now), form)
        }
    }
}
