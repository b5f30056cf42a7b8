import AppleSimulator
import ArgumentParser
import CLI
import Domain
import Engine
import Exchange
import Foundation
import Gateway
import GatewayVolumePurchasing
import Portal
import ServiceLifecycle
import Store

/// `rollcall demo`: a sample organisation with everything around it, thrown away at the end.
struct DemoVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Opens the console on a sample organisation that lives as long as you look at it.",
        discussion: """
            Makes a store in a temporary folder, plays Apple's service on this host, invites part of the people, and lets them \
            accept over time. Nothing real is touched; everything is thrown away at the end.

            Example: rollcall demo --users 500
            """)

    @OptionGroup var globals: GlobalOptions
    @Option(help: ArgumentHelp("How many people the organisation has.", valueName: "n"))
    var users = 2_000
    @Flag(help: "Show no console: print the store and the addresses, and keep running.")
    var headless = false

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        guard (1...200_000).contains(users) else { throw .usage("--users takes 1 to 200000") }
        if !headless { try ConsoleVerb.requireTerminal() }
        let organisation = try SampleOrganisation()
        defer { organisation.throwAway() }
        run.streams.writeError("Setting up a sample organisation of \(users) people …\n")
        let (options, isHeadless, count, streams) = (run.options, headless, users, run.streams)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                let origin = try await organisation.startSimulator(in: &group)
                let composition = try await organisation.found(users: count, origin: origin)
                if isHeadless {
                    let facts = ["store": organisation.store, "apple": origin, "portal": organisation.portalURL]
                    streams.write(facts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "\n") + "\n")
                    try await Self.runHeadless(composition, organisation)
                } else {
                    let portal = organisation.portal(composition.engine)
                    group.addTask { try await portal.run() }
                    await ConsoleVerb.show(
                        composition, options, greeting: "This is a sample: press ? for the keys, i to invite.",
                        keepsSession: false)
                }
                group.cancelAll()
            }
        } catch let failure as CommandLineFailure {
            throw failure
        } catch is CancellationError {
            return
        } catch {
            throw .outside("the sample organisation could not be set up: \(error)")
        }
    }

    private static func runHeadless(_ composition: Composition, _ organisation: SampleOrganisation) async throws {
        let engine = composition.engine
        try await ServiceRunner.run(
            [
                RunningPart(name: "follow") { await engine.follow() },
                RunningPart(name: "deliver") { await engine.deliver(role: "service") }, organisation.portal(engine),
            ], ServiceRunner.quietLogger())
    }
}
