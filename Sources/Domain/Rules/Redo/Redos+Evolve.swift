extension State {
    mutating func evolveRedos(_ event: Event, _ stamp: Stamp) {
        switch event {
        case .redoRequested(let id, let user, let location, let carrier):
            guard !redos.contains(id) else { return }
            redos[id] = Redo(
                id: id, user: user, location: location, startedAt: stamp.at, by: stamp.by, carrier: carrier)
            changeRegistration(of: user, at: location, stamp) { $0.decision = Decision(stamp, what: "redoRequested") }
            changeRedo(id, stamp) { _ in }
        case .redoAssignmentsRead(let id, let apps, let books):
            changeRedo(id, stamp) {
                $0.apps = apps
                $0.books = books
            }
        case .redoAdvanced(let id, let stage):
            changeRedo(id, stamp) {
                $0.stage = stage
                $0.failure = nil
            }
        case .redoFailed(let id, let stage, let reason):
            changeRedo(id, stamp) {
                $0.failure = Redo.Failure(stage: stage, reason: reason)
                $0.stage = .failed
            }
        case .redoRetried(let id):
            changeRedo(id, stamp) {
                $0.stage = $0.failure?.stage ?? $0.stage
                $0.failure = nil
            }
        case .redoCancelled(let id):
            changeRedo(id, stamp) { $0.stage = .cancelled }
        case .redoEnded(let id):
            changeRedo(id, stamp) {
                $0.stage = .done
                $0.failure = nil
                $0.endedEarly = true
            }
        case .sameAccountAgain(let id):
            changeRedo(id, stamp) { $0.sameAccountAgain = true }
        default: break
        }
    }
}
