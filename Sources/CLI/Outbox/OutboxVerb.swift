import ArgumentParser

struct OutboxVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "What is decided and not done yet.", discussion: "Example: rollcall outbox list",
        subcommands: [ListOutboxVerb.self, RecallOutboxVerb.self])
}
