/// The keys of the users pane: which are named at the bottom, and why one does nothing now.
enum UsersKeys {
    static let footer: [ConsoleAction] = [
        .demo, .mark, .open, .resend, .redo, .why, .ask, .invite, .search, .filter, .sort, .command, .help,
    ]

    static func whyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        switch action {
        case .demo: model.isEmptyStore ? nil : "the store has users already"
        case .mark, .open, .resend, .redo, .why, .ask, .showLink, .edit, .copy:
            model.users.list.selected == nil && model.users.marks.isEmpty ? "no user is selected" : nil
        case .search, .filter, .sort, .columns, .markAll, .markPattern, .range:
            model.isEmptyStore ? "there are no users yet" : nil
        default: nil
        }
    }
}
