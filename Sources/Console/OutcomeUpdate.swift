import Domain
import Engine

/// What became of what was asked for, in words, and how to take it back.
enum OutcomeUpdate {
    /// Notes that commands are on their way.
    static func start(_ performance: Performance, _ title: String, _ model: inout ConsoleModel) -> ConsoleEffect {
        model.running[performance.id] = title
        model.line = MessageLine(.notice, "\(title) …")
        return .perform(performance)
    }

    static func performed(
        _ performance: Performance, _ results: [Result<CommandResult, CommandFailure>], _ model: inout ConsoleModel
    ) -> [ConsoleEffect] {
        model.running[performance.id] = nil
        var events: [Event] = []
        var failure: CommandFailure?
        for result in results {
            switch result {
            case .success(let done): events += done.events
            case .failure(let one): failure = one
            }
        }
        model.line = MessageLine(.done, OutcomeWords.text(performance.commands, events, model.state))
        offerTakeBack(events, &model)
        clearUsedMarks(events, &model)
        if let failure { fail(failure, done: events.isEmpty ? nil : model.line?.text, &model) }
        return []
    }

    static func link(_ key: RecipientKey, _ result: Result<String, CommandFailure>, _ model: inout ConsoleModel) {
        switch result {
        case .success(let link): model.dialog = .page(TextPage(.link(key, link), model))
        case .failure(let failure): fail(failure, done: nil, &model)
        }
    }

    static func copied(_ what: String, _ worked: Bool, _ model: inout ConsoleModel) {
        let words = worked ? "Copied: \(what)" : "Not copied: the terminal does not take it, or it is too long"
        model.line = MessageLine(worked ? .done : .warning, words)
    }

    private static func fail(_ failure: CommandFailure, done: String?, _ model: inout ConsoleModel) {
        let words = FailureWords.text(failure)
        model.line = MessageLine(.failure, done.map { "\($0) Then: \(words)" } ?? words)
    }

    /// What waits can be taken back until it leaves.
    private static func offerTakeBack(_ events: [Event], _ model: inout ConsoleModel) {
        var offer = TakeBackOffer(invitations: [], until: model.now, people: 0)
        for event in events {
            guard case .recipientsQueued(let queued) = event else { continue }
            if !offer.invitations.contains(queued.invitation) { offer.invitations.append(queued.invitation) }
            offer.until = max(offer.until, queued.notBefore)
            offer.people += queued.users.count
        }
        if offer.until > model.now {
            model.takeBack = offer
        } else if events.contains(where: { if case .recipientsCancelled = $0 { true } else { false } }) {
            model.takeBack = nil
        }
    }

    /// Marks have served once something was done for the marked.
    private static func clearUsedMarks(_ events: [Event], _ model: inout ConsoleModel) {
        let done = events.contains { event in
            switch event {
            case .recipientsQueued, .redoRequested: true
            default: false
            }
        }
        guard done else { return }
        if model.focus == .usage { model.usage.marks.clear() } else { model.users.marks.clear() }
    }
}
