import ArgumentParser
import Domain
import Store

/// Looks through the store and changes nothing.
struct CheckStoreVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look through the store for damage; changes nothing.",
        discussion: """
            Reads every line of every segment, checks every checksum and seal, and looks at MARK, CURRENT, the keys and \
            lost+found. The rest of an interrupted write is said and is no damage. Exits with 4 when something is wrong.
            Example: rollcall store check
            """)

    @OptionGroup var globals: GlobalOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let path = run.storePath
        let report = try run.check(path)
        run.print(
            [
                (name: "store", value: path), (name: "records", value: words(report.records)),
                (name: "transactions", value: words(report.transactions)), (name: "bytes", value: words(report.bytes)),
                (name: "segments", value: words(UInt64(report.segments.count))),
                (name: "seals", value: Self.seals(report.seals)),
                (name: "sound", value: report.isSound ? "yes" : "no"),
            ], CheckObject.of(report, path))
        try run.sayFindings(report)
    }

    private static func seals(_ seals: SealReport) -> String {
        "\(words(seals.seals)), \(words(seals.unsealedRecords)) records behind the last"
    }
}
