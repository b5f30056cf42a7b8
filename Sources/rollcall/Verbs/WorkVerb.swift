import ArgumentParser
import CLI
import Domain
import Engine
import ServiceLifecycle
import Settings
import Synchronization

/// `rollcall work --until-idle`: delivers what waits, then ends.
struct WorkVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Delivers what waits, then ends.",
        discussion: """
            Takes the worker lock if it is free; if another process delivers, follows it to the same end. Ends with 0 when \
            nothing is left to do, with 3 when work remains that is due later than --patience.

            Example: rollcall work --until-idle --patience 30s
            """)

    @OptionGroup var globals: GlobalOptions
    @Flag(help: "End when nothing is left to do. There is no other way yet.")
    var untilIdle = false
    @Option(help: ArgumentHelp("Leave what is due later than this, such as 30s or 2m.", valueName: "span"))
    var patience = "2m"

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        guard untilIdle else { throw .usage("`rollcall work` needs --until-idle; a service is `rollcall serve`") }
        guard let span = SettingsDuration(patience) else {
            throw .usage("--patience takes a span such as 30s or 2m, not \(patience)")
        }
        let (composition, damage) = try await Composition.open(run.options.host, role: .verb, forWriting: true)
        if let damage { throw .damaged(damage) }
        let outcome = try await Self.work(composition.engine, Domain.Span(milliseconds: span.milliseconds))
        try report(outcome, run)
    }

    private static func work(_ engine: Engine, _ patience: Domain.Span) async throws(CommandLineFailure) -> IdleOutcome? {
        let result = Mutex<IdleOutcome?>(nil)
        let holder = Holder(result)
        do {
            try await ServiceRunner.run(
                [
                    RunningPart(name: "work") {
                        let outcome = await engine.workUntilIdle(patience: patience)
                        holder.value.withLock { $0 = Task.isCancelled ? nil : outcome }
                    }
                ], ServiceRunner.logger(), endsWithFirst: true)
        } catch {
            throw .outside("\(error)")
        }
        return holder.value.withLock { $0 }
    }

    private final class Holder: Sendable {
        let value: Mutex<IdleOutcome?>
        init(_ value: consuming Mutex<IdleOutcome?>) { self.value = value }
    }

    private func report(_ outcome: IdleOutcome?, _ run: VerbRun) throws(CommandLineFailure) {
        switch outcome {
        case .idle:
            if run.wantsJSON {
                run.streams.write("{\"idle\":true}\n")
            } else {
                run.streams.writeError("Nothing is left to do.\n")
            }
        case .remains(let count, let due, let why):
            let when = due.map { ", next at \($0.rfc3339)" } ?? ""
            throw .outside("\(count) pieces of work remain\(when): \(why)")
        case nil:
            throw .outside("interrupted; what was in flight is recorded, the rest waits")
        }
    }
}
