/// The keys of the activity view.
enum ActivityKeys {
    static let footer: [ConsoleAction] = [.search, .copy, .export, .back, .command, .help]

    static func whyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        action == .copy && model.activity.list.isEmpty ? "there is no record yet" : nil
    }
}
