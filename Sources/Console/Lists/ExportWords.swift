/// The command that writes what a list shows into a file.
enum ExportWords {
    static func command(_ model: ConsoleModel) -> String {
        switch model.focus {
        case .users: "rollcall users search \(quoted(model.users.search.text)) --csv > users.csv"
        case .usage: "rollcall usage \(model.usage.invitation?.number ?? 0) --csv > usage.csv"
        case .redo: "rollcall redos list --csv > redos.csv"
        case .activity: "rollcall log --json > record.jsonl"
        default: "rollcall invitations list --csv > invitations.csv"
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
