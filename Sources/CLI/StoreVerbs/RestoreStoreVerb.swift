import ArgumentParser
import Store

/// Makes a store from a backup.
struct RestoreStoreVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a store from a backup.",
        discussion: """
            The backup is checked first, and the folder named by --store must be new or empty. The record of the new store \
            says that it was restored; what a worker of the original had in flight is asked for again, or shown as unknown. \
            What happened after the backup is not in it: look at `rollcall outbox list` before anything is delivered.
            Example: rollcall store restore /backup/2026-11-22 --store /var/lib/rollcall
            """)

    @OptionGroup var globals: GlobalOptions
    @Argument(help: "The backup.") var from: String
    @Option(help: ArgumentHelp("Where keys and tokens were kept apart from the backup.", valueName: "dir")) var secrets: String?
    @Option(help: ArgumentHelp("Why; goes into the record.", valueName: "text")) var reason: String?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try run.refuseIfReadOnly()
        let (source, target) = (run.absolute(from), run.storePath)
        let report: StoreRestore.Report
        do {
            report = try StoreRestore.run(
                from: source, to: target, secrets: secrets.map { run.absolute($0) }, reason: reason, options: run.storeOptions
            ).get()
        } catch let unsound as StoreRestore.Unsound {
            for problem in unsound.check.problems { run.say("\(problem)") }
            throw .damaged(
                "the backup is damaged and nothing was made; take another, or `rollcall store repair DIR --store \(source)`")
        } catch let error as JournalError {
            throw CommandLineFailure(error)
        } catch {
            throw .outside("\(error)")
        }
        if !report.check.isSound { try run.sayFindings(report.check) }
        if report.hasKeys { try await run.tryOpening(target) }
        run.print(
            [
                (name: "store", value: target), (name: "records", value: words(report.check.records)),
                (name: "restored up to", value: "#\(report.sequence)"),
                (name: "anchor", value: report.head.map { "\($0)" } ?? ""),
            ], object(report, target))
        if !report.hasKeys {
            run.say("seal-key and link-key are not there: put them into \(target)/secrets (mode 0600) before you start")
        }
        run.say("what was sent after the backup is not known here: look at `rollcall outbox list` before you deliver")
    }

    private func object(_ report: StoreRestore.Report, _ path: String) -> JSONObject {
        var object = CheckObject.of(report.check, path)
        object.set("restoredSequence", Int(clamping: report.sequence))
        object.set("anchor", report.head?.description)
        object.set("epoch", Int(report.epoch))
        object.set("hasKeys", report.hasKeys)
        return object
    }
}
