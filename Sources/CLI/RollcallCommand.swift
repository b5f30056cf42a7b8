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
            subcommands: [StatusVerb.self] + further.root,
            defaultSubcommand: further.withoutVerb)
    }

    @OptionGroup package var globals: GlobalOptions

    package init() {}
}
