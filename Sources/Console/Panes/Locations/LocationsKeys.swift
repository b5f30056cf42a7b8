/// The keys of the locations view.
enum LocationsKeys {
    static let footer: [ConsoleAction] = [.open, .ask, .invite, .copy, .back, .command, .help]

    static func whyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        guard model.locations.list.isEmpty else { return nil }
        switch action {
        case .open, .ask, .invite, .copy: return "no location yet: rollcall locations add --token FILE"
        default: return nil
        }
    }
}
