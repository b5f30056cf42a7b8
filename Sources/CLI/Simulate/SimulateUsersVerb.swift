import ArgumentParser
import Exchange

/// Writes made-up users as CSV, the same ones for the same number and seed.
struct SimulateUsersVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Write made-up users as CSV.",
        discussion: "Example: rollcall simulate users 2000 > users.csv")

    @OptionGroup var globals: GlobalOptions
    @Argument(help: "How many.") var count: Int
    @Option(help: "Another number makes other people.") var seed: UInt64 = 1

    func validate() throws {
        guard (0...10_000_000).contains(count) else { throw ValidationError("between 0 and 10,000,000 users") }
    }

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let writer = CSVWriter()
        var output = BufferedOutput(streams: run.streams)
        var people = MadeUpPeople(seed: seed)
        output.write(writer.row(MadeUpPeople.columns))
        for _ in 0..<count { output.write(writer.row(people.next())) }
        output.flush()
    }
}
