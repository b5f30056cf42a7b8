import Domain

/// The keys of the redo pane.
enum RedoKeys {
    static let footer: [ConsoleAction] = [.open, .why, .ask, .resend, .menu, .filter, .search, .command, .help]

    static func whyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        guard let id = model.redo.list.selected, let redo = model.state.redos[id] else {
            return action.changes || action == .open || action == .why ? "no redo is selected" : nil
        }
        switch action {
        case .retryRedo: return redo.stage == .failed ? nil : "only a failed redo is retried"
        case .cancelRedo: return (redo.failure?.stage ?? redo.stage) < .retired ? nil : "the registration is retired already"
        case .endRedo: return redo.stage.isFinished ? "it is finished" : nil
        default: return nil
        }
    }
}
