import Domain
import Store

/// The decisions of one turn: what each wish made, and the transactions that make it durable.
struct Batch {
    private enum Decided {
        case refused(CommandFailure)
        /// Done before: the first sequence of the transaction that it made then.
        case known(UInt64)
        case nothing
        /// The position of its transaction among those of the turn.
        case made([Event], Int)
    }

    private var decided: [Decided] = []
    private(set) var transactions: [PendingTransaction] = []

    /// Decides the wishes one after the other, each on what those before it made.
    mutating func decide(_ wishes: [CommandHandler.Wish], on state: State) {
        decided = []
        transactions = []
        var working = state
        // Without a second wish nobody sees the working copy, so it need not take anything in.
        for (index, wish) in wishes.enumerated() { decide(wish, &working, takesIn: index + 1 < wishes.count) }
    }

    private mutating func decide(_ wish: CommandHandler.Wish, _ working: inout State, takesIn: Bool) {
        if let sequence = wish.context.commandID.flatMap({ working.commands.transaction(of: $0) }) {
            decided.append(.known(sequence))
            return
        }
        do {
            let events = try working.decide(wish.command, wish.context)
            guard !events.isEmpty else { return decided.append(.nothing) }
            try wish.prepare?(events)
            if takesIn { takeIn(events, wish.context, &working) }
            decided.append(.made(events, transactions.count))
            transactions.append(transaction(events, wish.context))
        } catch let rejection as Rejection {
            decided.append(.refused(.refused(rejection)))
        } catch let failure as CommandFailure {
            decided.append(.refused(failure))
        } catch {
            preconditionFailure("Only rejections and command failures are thrown here.")
        }
    }

    private func takeIn(_ events: [Event], _ context: Context, _ working: inout State) {
        let first = working.sequence + 1
        for event in events {
            working.evolve(
                event, Stamp(sequence: working.sequence + 1, at: context.now, by: context.actor.name))
        }
        if let id = context.commandID { working.remember(command: id, sequence: first, at: context.now) }
    }

    private func transaction(_ events: [Event], _ context: Context) -> PendingTransaction {
        PendingTransaction(
            at: context.now.milliseconds, by: context.actor.name, command: context.commandID?.description,
            from: context.actor.origin, why: context.reason, records: events.map(EventCoding.encode))
    }

    /// The answers, in the order of the wishes.
    ///
    /// - Parameter written: the records of `transactions`, and no others.
    func results(
        _ written: [Record], repeated: (UInt64) throws(CommandFailure) -> [Event]
    ) -> [Result<CommandResult, CommandFailure>] {
        let sequences = written.filter { $0.element == 1 }.map(\.sequence)
        return decided.map { one in
            switch one {
            case .refused(let failure): return .failure(failure)
            case .nothing: return .success(CommandResult(events: [], transaction: nil))
            case .made(let events, let position):
                return .success(CommandResult(events: events, transaction: sequences[position]))
            case .known(let sequence):
                return Result { () throws(CommandFailure) in
                    CommandResult(events: try repeated(sequence), transaction: sequence, isRepeat: true)
                }
            }
        }
    }
}
