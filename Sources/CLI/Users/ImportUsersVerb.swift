import ArgumentParser
import Domain
import Engine
import Exchange

/// Takes in users from a file: rows with a problem are left out, the rest goes in.
struct ImportUsersVerb: Verb {
    enum FileFormat: String, ExpressibleByArgument, CaseIterable { case csv }

    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in users from a CSV file.",
        discussion: """
            The first line names the columns (username, full name, email, ...); others become extension attributes. What a file
            does not say stays as it is, and the same file again changes nothing.
            Example: rollcall users import people.csv --dry-run
            """)

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "The file; - for standard input.") var file: String
    @Option(help: "What the file is.") var format = FileFormat.csv

    static let batchSize = 500

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        var ahead = ImportAhead(try open(run))
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            var tally = ImportTally(write: write)
            while let drafts = try await next(&ahead) {
                try await tally.take(drafts)
                write.run.progress("\(Phrases.count(tally.read, "user")) read")
            }
            write.run.endProgress()
            try report(ahead.reading, tally, write)
        }
    }

    private func open(_ run: VerbRun) throws(CommandLineFailure) -> CSVImport {
        let bytes = file == "-" ? try run.streams.readAll() : nil
        do {
            if let bytes { return try CSVImport.read(bytes: bytes, batchSize: Self.batchSize) }
            return try CSVImport.read(path: file, batchSize: Self.batchSize)
        } catch {
            throw unreadable(error)
        }
    }

    private func next(_ ahead: inout ImportAhead) async throws(CommandLineFailure) -> [UserDraft]? {
        do { return try await ahead.nextBatch() } catch { throw unreadable(error) }
    }

    private func unreadable(_ error: ExchangeError) -> CommandLineFailure {
        if case .wrongFormat(let reason) = error { return .declined(code: "nothingReadable", "\(file): \(reason)") }
        return .declined(code: "nothingReadable", "\(error)")
    }

    private func report(_ reading: CSVImport, _ tally: ImportTally, _ write: WriteRun) throws(CommandLineFailure) {
        for problem in reading.problems { write.say("\(file):\(problem.line):\(problem.column): \(problem.reason)") }
        if reading.problemCount > reading.problems.count {
            write.say("and \(Phrases.count(reading.problemCount - reading.problems.count, "more problem"))")
        }
        for refusal in tally.refusals { write.say("\(file): \(refusal)") }
        let leftOut = reading.leftOutCount + tally.refusals.count
        let attributes = reading.columns.compactMap { column in
            if case .attribute(let name) = column.meaning { name } else { nil }
        }
        for column in reading.columns {
            switch column.meaning {
            case .attribute, .ignored: write.say("\(column)")
            default: continue
            }
        }
        if write.run.wantsJSON {
            write.run.streams.write(tally.object(leftOut: leftOut, attributes: attributes).text + "\n")
        } else {
            write.say(tally.words(leftOut: leftOut))
        }
        if reading.userCount == tally.refusals.count, leftOut > 0 {
            throw .declined(code: "nothingReadable", "\(file): no row could be taken in")
        }
    }
}
