/// The keys of the work list.
enum WorkListKeys {
    static let footer: [ConsoleAction] = [.open, .why, .resend, .redo, .ask, .menu, .filter, .search, .command, .help]

    static func whyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        guard let item = model.workList.selected else {
            return action.changes || action == .open || action == .why ? "nothing needs a person" : nil
        }
        switch action {
        case .why, .redo, .showLink: return item.user == nil ? "the row is of no user" : nil
        case .resend, .settle: return item.invitation == nil || item.user == nil ? "the row is of no recipient" : nil
        case .retryRedo: return item.kind == .redoFailed ? nil : "the row is of no failed redo"
        default: return nil
        }
    }
}
