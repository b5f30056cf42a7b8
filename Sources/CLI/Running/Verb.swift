import ArgumentParser
import Domain

/// A subcommand that is run with the host: what it throws becomes words on standard error and an exit code.
package protocol Verb: ParsableCommand {
    /// What stands before or behind every verb.
    var globals: GlobalOptions { get }
    /// Does the work.
    ///
    /// - Throws: why it was not done.
    func run(_ run: VerbRun) async throws(CommandLineFailure)
}

/// What a running verb has at hand.
package struct VerbRun: Sendable {
    package let host: any CommandLineHost
    package let options: GlobalOptions.Values

    package init(host: any CommandLineHost, options: GlobalOptions.Values) {
        self.host = host
        self.options = options
    }

    package var streams: any Streams { host.streams }
    package var wantsJSON: Bool { options.json }
}
