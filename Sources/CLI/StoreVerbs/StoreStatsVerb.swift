import ArgumentParser
import Domain
import Engine
import Store

/// How large the store is, and what it holds.
struct StoreStatsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "How large the store is, and what it holds.",
        discussion: "Reads the whole record once. Example: rollcall store stats --json")

    @OptionGroup var globals: GlobalOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let path = run.storePath
        let sizes: StoreSizes
        do { sizes = try StoreSizes(of: path, options: run.storeOptions) } catch { throw CommandLineFailure(error) }
        let report = try run.check(path)
        let store = try await run.host.open(run.options.host, forWriting: false)
        let state = store.administration.projection.state
        run.print(facts(path, sizes, report, state), object(path, sizes, report, state))
        if !report.isSound { try run.sayFindings(report) }
    }

    private func facts(
        _ path: String, _ sizes: StoreSizes, _ report: StoreCheck.Report, _ state: State
    ) -> [(name: String, value: String)] {
        var facts = [
            (name: "store", value: path), (name: "users", value: words(UInt64(state.users.count))),
            (name: "segments", value: words(UInt64(report.segments.count))),
            (name: "seals", value: words(report.seals.seals)), (name: "records", value: words(report.records)),
        ]
        let kinds = report.kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        facts += kinds.map { (name: "  \($0.key)", value: words($0.value)) }
        facts += sizes.parts.map { part in
            let files = part.files == 1 ? "" : " in \(words(UInt64(part.files))) files"
            return (name: part.name, value: "\(words(part.bytes)) bytes\(files)")
        }
        facts.append((name: "free", value: "\(words(sizes.freeBytes)) bytes (\(sizes.fileSystem))"))
        return facts
    }

    private func object(
        _ path: String, _ sizes: StoreSizes, _ report: StoreCheck.Report, _ state: State
    ) -> JSONObject {
        var object = CheckObject.of(report, path)
        object.set("users", state.users.count)
        var parts = JSONObject()
        for part in sizes.parts { parts.set(part.name, Int(clamping: part.bytes)) }
        object["sizes"] = .object(parts)
        object.set("freeBytes", Int(clamping: sizes.freeBytes))
        object.set("fileSystem", sizes.fileSystem)
        return object
    }
}
