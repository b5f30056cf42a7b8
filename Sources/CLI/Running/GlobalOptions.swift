import ArgumentParser

/// The options that every verb takes, before or behind its name.
package struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the store.", valueName: "dir"))
    package var store: String?

    @Option(help: ArgumentHelp("The configuration file.", valueName: "file"))
    package var config: String?

    @Flag(help: "Print JSON: an object, or one object a line for lists.")
    package var json = false

    @Flag(help: "Change nothing, whatever the verb.")
    package var readonly = false

    @Flag(help: "No progress and no cutting to the width of the terminal.")
    package var plain = false

    @Flag(help: "Only ASCII characters in tables and words.")
    package var ascii = false

    @Flag(name: .customLong("no-color"), help: "No colors. Verbs use none; the console does.")
    package var noColor = false

    package init() {}

    /// The options as plain values.
    package struct Values: Hashable, Sendable {
        package var host: HostOptions
        package var json: Bool
        package var plain: Bool
        package var ascii: Bool
        package var noColor: Bool

        /// The options as if none were given, unless said.
        package init(
            host: HostOptions = HostOptions(), json: Bool = false, plain: Bool = false, ascii: Bool = false, noColor: Bool = false
        ) {
            self.host = host
            self.json = json
            self.plain = plain
            self.ascii = ascii
            self.noColor = noColor
        }
    }

    package var values: Values {
        Values(
            host: HostOptions(store: store, configuration: config, isReadOnly: readonly), json: json, plain: plain, ascii: ascii,
            noColor: noColor)
    }

    /// Those that may stand before the verb, and whether a value follows.
    static let leading: [String: Bool] = [
        "--store": true, "--config": true, "--json": false, "--readonly": false, "--plain": false, "--ascii": false,
        "--no-color": false,
    ]
}
