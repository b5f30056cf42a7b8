import ArgumentParser
import Domain

/// Why has this user not accepted? (R21)
struct WhyVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Explain where a user stands, and what to do next.",
        discussion: "Example: rollcall why anna")

    @OptionGroup var globals: GlobalOptions
    @Argument(help: "A username, a number or #n.") var user: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.reading { (read) throws(CommandLineFailure) in
            let found = try read.names.user(user)
            guard let report = read.state.why(found.id, context: read.context) else { throw .refused(.unknownUser(user)) }
            let facts = report.chain.map { (name: ($0.ok ? "+ " : "- ") + $0.check, value: $0.detail) }
            run.print([(name: report.username, value: found.fullName)] + facts, Self.object(report))
            if !run.wantsJSON { run.streams.write("next: " + SafeText.line(report.nextStep) + "\n") }
        }
    }

    private static func object(_ report: WhyReport) -> JSONObject {
        var object = JSONObject()
        object.set("username", report.username)
        object["chain"] = .list(
            report.chain.map { check in
                var line = JSONObject()
                line.set("check", check.check)
                line.set("ok", check.ok)
                line["detail"] = .string(check.detail)
                return .object(line)
            })
        object["nextStep"] = .string(report.nextStep)
        return object
    }
}
