import ArgumentParser

/// The root of the tree of commands.
package struct RollcallCommand: ParsableCommand {
    package static var configuration: CommandConfiguration {
        let further = FurtherVerbs.current
        return CommandConfiguration(
            commandName: "rollcall",
            abstract: "Gets every user of an organisation registered with Apple's volume purchasing.",
            discussion: "Without arguments the console opens. `rollcall help VERB` explains a verb, with an example.",
            version: further.version,
            subcommands: verbs + further.root,
            defaultSubcommand: further.withoutVerb)
    }

    private static let verbs: [any ParsableCommand.Type] = [
        InitVerb.self, StatusVerb.self, LocationsVerb.self, UsersVerb.self, GroupsVerb.self, InvitationsVerb.self, UsageVerb.self,
        RedoVerb.self, RedosVerb.self, WhyVerb.self, WorkListVerb.self, OutboxVerb.self, LogVerb.self, StoreVerb.self,
        ThemesVerb.self, KeysVerb.self, SimulateVerb.self,
    ]

    @OptionGroup package var globals: GlobalOptions

    package init() {}
}
