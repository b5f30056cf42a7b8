import ArgumentParser

/// The options of every verb that changes something.
package struct ChangeOptions: ParsableArguments {
    @Flag(help: "Say what would be done and change nothing.")
    package var dryRun = false

    @Flag(name: [.long, .customShort("y")], help: "Do not ask.")
    package var yes = false

    @Option(help: ArgumentHelp("Why; goes into the record.", valueName: "text"))
    package var reason: String?

    package init() {}
}
