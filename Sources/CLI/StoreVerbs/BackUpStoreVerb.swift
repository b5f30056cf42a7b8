import ArgumentParser
import Store

/// Copies the store while others use it, and proves the copy.
struct BackUpStoreVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store while it is in use, and prove the copy.",
        discussion: """
            Copies what is confirmed into a new or an empty folder, opens the copy, checks every line of it, and prints the \
            hash that attests it: keep that elsewhere, for `log --verify --anchor`. Without --with-secrets the copy holds no \
            key and no token: whoever finds it can read the record, but can neither speak to Apple nor make links. mail/ and \
            lost+found/ are never copied.
            Example: rollcall store backup /backup/2026-11-22
            """)

    @OptionGroup var globals: GlobalOptions
    @Argument(help: "A new or an empty folder.") var dir: String
    @Flag(help: "Copy the keys and tokens too; keep such a copy as you keep passwords.") var withSecrets = false

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let path = run.absolute(dir)
        let report: StoreBackup.Report
        do {
            report = try StoreBackup.run(
                at: run.storePath, to: path, withSecrets: withSecrets, options: run.storeOptions)
        } catch {
            throw CommandLineFailure(error)
        }
        guard report.check.isSound else {
            for problem in report.check.problems { run.say("\(problem)") }
            throw .damaged("the copy in \(path) is not sound and must not be used; look at the store: `rollcall store check`")
        }
        run.print(
            [
                (name: "backup", value: path), (name: "records", value: words(report.check.records)),
                (name: "bytes", value: words(report.check.bytes)), (name: "secrets", value: withSecrets ? "copied" : "left out"),
                (name: "anchor", value: report.check.seals.head.map { "\($0)" } ?? ""),
            ], object(report, path))
        if !withSecrets {
            run.say("keys and tokens are not in it: keep a copy of secrets/ apart, a restored store cannot be opened without")
        }
    }

    private func object(_ report: StoreBackup.Report, _ path: String) -> JSONObject {
        var object = CheckObject.of(report.check, path)
        object.set("secrets", withSecrets)
        object.set("anchor", report.check.seals.head?.description)
        return object
    }
}
