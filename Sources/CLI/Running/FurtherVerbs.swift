import ArgumentParser

/// The verbs that only the executable can run, since they compose; merged into the tree of commands.
///
/// A type that conforms to ``Verb`` is run with the host; any other `AsyncParsableCommand` is run as it is.
package struct FurtherVerbs: Sendable {
    package typealias Command = any (ParsableCommand & SendableMetatype).Type

    /// Under `rollcall`: console, serve, work, demo.
    package var root: [Command]
    /// Under `rollcall simulate`, beside `users`: apple, people.
    package var simulate: [Command]
    /// What runs when no verb is named (`rollcall --readonly`); nil prints the help.
    package var withoutVerb: Command?
    /// What `rollcall --version` prints.
    package var version: String

    package init(root: [Command] = [], simulate: [Command] = [], withoutVerb: Command? = nil, version: String = "") {
        self.root = root
        self.simulate = simulate
        self.withoutVerb = withoutVerb
        self.version = version
    }

    /// The ones of the run that is parsed at the moment.
    @TaskLocal static var current = FurtherVerbs()
}
