import ArgumentParser

struct ThemesVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes", abstract: "The looks of the console.", discussion: "Example: rollcall themes list",
        subcommands: [ListThemesVerb.self])
}

struct ListThemesVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the themes that are found.", discussion: "Example: rollcall themes list")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        run.print(run.host.themes(run.options.host), as: Self.listing, try list.form(run.options))
    }

    private static let listing = Listing<ThemeEntry>(
        columns: [
            Column("name", "name") { $0.name }, Column("chosen", "chosen") { $0.isChosen ? "yes" : "" },
            Column("source", "source") { $0.source }, Column("problem", "problem") { $0.problem ?? "" },
        ],
        object: { theme in
            var object = JSONObject()
            object.set("name", theme.name)
            object.set("source", theme.source)
            object.set("chosen", theme.isChosen)
            object.set("problem", theme.problem)
            return object
        })
}
