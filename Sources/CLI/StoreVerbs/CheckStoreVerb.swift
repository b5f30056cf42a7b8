import ArgumentParser
import Domain
import Store

/// Looks through the store and changes nothing.
struct CheckStoreVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look through the store for damage; changes nothing.",
        discussion: "Exits with 4 when something is wrong. Example: rollcall store check")

    @OptionGroup var globals: GlobalOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let path = run.host.storePath(run.options.host)
        let report: StoreCheck.Report
        do {
            report = try StoreCheck.run(at: path, options: StoreOptions(user: run.host.login, role: .verb))
        } catch {
            throw CommandLineFailure(error)
        }
        run.print(
            [
                (name: "store", value: path), (name: "records", value: Phrases.count(Int(clamping: report.records))),
                (name: "transactions", value: Phrases.count(Int(clamping: report.transactions))),
                (name: "bytes", value: Phrases.count(Int(clamping: report.bytes))),
                (name: "sound", value: report.isSound ? "yes" : "no"),
            ], Self.object(report, path))
        for notice in report.notices { run.say("\(notice)") }
        guard let first = report.problems.first else { return }
        for problem in report.problems.dropFirst() { run.say("\(problem)") }
        throw .damaged("\(first)")
    }

    private static func object(_ report: StoreCheck.Report, _ path: String) -> JSONObject {
        var object = JSONObject()
        object.set("path", path)
        object.set("sound", report.isSound)
        object.set("records", Int(clamping: report.records))
        object.set("transactions", Int(clamping: report.transactions))
        object.set("bytes", Int(clamping: report.bytes))
        object.set("lastSequence", Int(clamping: report.lastSequence))
        object.set("notices", report.notices.map(\.description))
        object.set("problems", report.problems.map { "\($0)" })
        return object
    }
}
