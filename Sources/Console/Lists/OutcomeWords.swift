import Domain

/// One sentence about what commands made.
enum OutcomeWords {
    static func text(_ commands: [Command], _ events: [Event], _ state: State) -> String {
        var sentences: [String] = []
        let queued = events.compactMap { event in
            if case .recipientsQueued(let queued) = event { queued } else { nil }
        }
        let people = queued.reduce(0) { $0 + $1.users.count }
        let redos = events.count { if case .redoRequested = $0 { true } else { false } }
        if redos > 0 {
            sentences.append("Redo of \(Phrases.count(redos, "person", "people")) has begun: . cancels while nothing is retired.")
        } else if people > 0 {
            let names = Array(Set(queued.map(\.invitation))).sorted().map(\.description).joined(separator: ", ")
            let verb = queued.contains { $0.cause == .created } ? "Sending" : "Sending again"
            sentences.append("\(verb) to \(Phrases.count(people, "person", "people")) (\(names)).")
        }
        sentences += events.compactMap { sentence($0, state) }
        if sentences.isEmpty { sentences = [nothing(commands)] }
        return sentences.joined(separator: " ")
    }

    private static func sentence(_ event: Event, _ state: State) -> String? {
        switch event {
        case .recipientsCancelled(let id, let users):
            let past = state.invitations[id]?.counts[.sending] ?? 0
            let words = "Took back \(Phrases.count(users.count, "message", "messages")) of \(id)"
            return past > 0 ? "\(words); \(Phrases.count(past)) were past recall." : "\(words)."
        case .invitationCancelled(let id): return "\(id) is cancelled."
        case .readRequested(_, let location, let users):
            let whom =
                users.isEmpty
                ? "everybody"
                : Phrases.names(
                    users.prefix(3).compactMap { state.users[$0]?.username }, total: users.count)
            return "Asked Apple about \(whom) at \(state.locations[location]?.name ?? location.description)."
        case .recipientsConsideredSent(_, let users): return "\(Phrases.count(users.count)) considered sent."
        case .usersChanged(let users): return "\(Phrases.names(users.prefix(3).map(\.username), total: users.count)) changed."
        case .redoRetried: return "The redo goes on."
        case .redoCancelled: return "The redo is cancelled."
        case .redoEnded: return "The redo is ended."
        default: return nil
        }
    }

    private static func nothing(_ commands: [Command]) -> String {
        switch commands.first {
        case .resendInvitation: "Nobody is left to send to: sent 0."
        case .recallSending: "Everything had left already."
        default: "Nothing had to be done."
        }
    }
}
