import ArgumentParser

/// Runs one command line from its words to its exit code.
package enum CommandLineTool {
    /// Parses the arguments, runs the verb, and says what went wrong.
    ///
    /// - Parameter arguments: without the name of the program.
    /// - Returns: The exit code: 0 done, 1 refused, 2 usage, 3 outside, 4 damaged, 5 changed meanwhile.
    package static func run(
        _ arguments: [String], host: any CommandLineHost, further: FurtherVerbs = FurtherVerbs()
    ) async -> Int32 {
        await FurtherVerbs.$current.withValue(further) {
            await run(CommandWords(arguments), host: host)
        }
    }

    private static func run(_ words: CommandWords, host: any CommandLineHost) async -> Int32 {
        let report = FailureReport(streams: host.streams, wantsJSON: words.asksForJSON)
        do {
            if let mistake = words.unknownVerb(in: RollcallCommand.self) { throw CommandLineFailure.usage(mistake) }
            var command = try RollcallCommand.parseAsRoot(words.reordered)
            if let verb = command as? any Verb {
                try await verb.run(VerbRun(host: host, options: verb.globals.values))
            } else if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch let failure as CommandLineFailure {
            return report.say(failure)
        } catch {
            return report.say(parsing: error)
        }
    }
}
