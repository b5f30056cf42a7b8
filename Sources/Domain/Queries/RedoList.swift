/// One redo as the list of redos shows it; finished ones too.
package struct RedoRow: Hashable, Sendable {
    package let redo: Redo
    package let username: String
    package let fullName: String
    package let locationName: String
    /// The invitation that carries the person on, by name.
    package let carrierName: String
    /// Registered again without a message (R5).
    package let automatic: Bool

    /// Apps that were taken back before the retire.
    package var appsTakenBack: Int { redo.appsTakenBack }
    /// Apps that were given again after the acceptance.
    package var appsReassigned: Int { redo.appsReassigned }
    /// Books stay with the account that was retired.
    package var booksLeftBehind: Int { redo.stage >= .retired && redo.stage <= .done ? redo.books.count : 0 }
}

extension State {
    /// All redos: running and failed ones first, then the finished ones; each newest first.
    package func redoRows() -> [RedoRow] {
        var running: [RedoRow] = []
        var finished: [RedoRow] = []
        for redo in redos.values {
            guard let row = redoRow(redo.id) else { continue }
            if redo.stage.isFinished { finished.append(row) } else { running.append(row) }
        }
        return running.reversed() + finished.reversed()
    }

    /// The row of one redo; nil when there is none of that number.
    package func redoRow(_ id: RedoID) -> RedoRow? {
        guard let redo = redos[id], let user = users[redo.user], let location = locations[redo.location] else { return nil }
        let carrier = invitations[redo.carrier]
        return RedoRow(
            redo: redo, username: user.username, fullName: user.fullName, locationName: location.name,
            carrierName: carrier?.name ?? redo.carrier.description,
            automatic: location.settings.autoRegister && carrier?.settings.registersAutomatically(user) ?? false)
    }

    /// How many redos are not finished; failed ones among them.
    package var redosRunning: (running: Int, failed: Int) {
        redos.values.reduce(into: (0, 0)) { count, redo in
            if redo.stage == .failed { count.1 += 1 } else if !redo.stage.isFinished { count.0 += 1 }
        }
    }
}
