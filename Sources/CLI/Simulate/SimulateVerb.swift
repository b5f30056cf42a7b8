import ArgumentParser

struct SimulateVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "simulate", abstract: "Made-up users and services, to try everything.",
            discussion: "Example: rollcall simulate users 2000 > users.csv",
            subcommands: [SimulateUsersVerb.self] + FurtherVerbs.current.simulate)
    }
}
