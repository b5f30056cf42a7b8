import ArgumentParser
import Store

/// Makes a new store from what is sound in a damaged one.
struct RepairStoreVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Make a new store from what is sound in a damaged one, which stays as it is.",
        discussion: """
            Prints what became of every line; the account and the skipped lines are kept in the new store's lost+found. A \
            transaction with a damaged line is skipped as a whole; only then the numbers behind it change. A sound backup is \
            better. Exits with 4 when a confirmed record is not in the new store.
            Example: rollcall store repair /var/lib/rollcall-repaired --store /var/lib/rollcall
            """)

    @OptionGroup var globals: GlobalOptions
    @Argument(help: "The new store: a new or an empty folder.") var dir: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try run.refuseIfReadOnly()
        let target = run.absolute(dir)
        let report: StoreRepair.Report
        do {
            report = try StoreRepair.run(at: run.storePath, to: target, options: run.storeOptions)
        } catch {
            throw CommandLineFailure(error)
        }
        if !run.wantsJSON { for entry in report.account.entries { run.say(entry) } }
        run.print(
            [
                (name: "store", value: target), (name: "kept", value: words(report.account.kept)),
                (name: "skipped", value: words(report.account.skipped)), (name: "missing", value: words(report.missing)),
                (name: "seals left out", value: report.account.seals > 0 ? words(report.account.seals) : ""),
                (name: "new numbers from", value: report.renumberedFrom.map { "#\($0)" } ?? ""),
            ], object(report, target))
        if !report.check.isSound { try run.sayFindings(report.check) }
        let hasKeys = !report.check.notices.contains { if case .keyMissing = $0 { true } else { false } }
        if hasKeys { try await run.tryOpening(target) } else { for notice in report.check.notices { run.say("\(notice)") } }
        if !report.isComplete {
            throw .damaged(
                "the new store is sound, but not everything could be kept: see above, and \(target)/lost+found")
        }
    }

    private func object(_ report: StoreRepair.Report, _ path: String) -> JSONObject {
        var object = JSONObject()
        object.set("path", path)
        object.set("complete", report.isComplete)
        object.set("kept", Int(clamping: report.account.kept))
        object.set("skipped", Int(clamping: report.account.skipped))
        object.set("missing", Int(clamping: report.missing))
        object.set("sealsLeftOut", Int(clamping: report.account.seals))
        object.set("renumberedFrom", report.renumberedFrom.map { Int(clamping: $0) })
        object.set("sound", report.check.isSound)
        object.set("account", report.account.entries)
        return object
    }
}
