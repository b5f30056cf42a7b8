import Console
import Foundation
import Settings
import Terminal

/// What belongs to one person: keys, theme and the last session; whatever is wrong with a file is said, never fatal.
struct PersonalSettings: Sendable {
    var keys = ConsoleKeys()
    var theme = Theme.default.name
    var session = ConsoleSession()
    var problems: [String] = []

    static func load(_ places: Places) -> PersonalSettings {
        var personal = PersonalSettings()
        personal.readKeys(places.personal + "/keys.yaml")
        personal.readSession(places)
        return personal
    }

    private mutating func readKeys(_ path: String) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let actions = ConsoleKeys().lines.map {
            BindableAction(name: $0.action, place: $0.place, defaultKeys: $0.keys)
        }
        do {
            let bindings = try KeyBindings.load(path, actions: actions, isKey: { Key(name: $0) != nil })
            keys = ConsoleKeys(rebound: bindings.keys)
        } catch {
            problems.append("\(error)")
        }
    }

    private mutating func readSession(_ places: Places) {
        guard let data = FileManager.default.contents(atPath: Self.file(places)),
            let stored = try? JSONDecoder().decode(StoredSession.self, from: data)
        else { return }
        session = ConsoleSession(
            pane: stored.pane, search: stored.search, sort: stored.sort, columns: stored.columns, history: stored.history)
        theme = stored.theme ?? theme
    }

    /// Keeps the session; a folder that cannot be written costs only the memory of it.
    static func save(_ session: ConsoleSession, theme: String, _ places: Places) {
        let stored = StoredSession(
            pane: session.pane, search: session.search, sort: session.sort, columns: session.columns, history: session.history,
            theme: theme)
        try? FileManager.default.createDirectory(
            atPath: places.state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard let data = try? JSONEncoder().encode(stored) else { return }
        try? data.write(to: URL(fileURLWithPath: file(places)), options: .atomic)
    }

    private static func file(_ places: Places) -> String { places.state + "/session.json" }

    private struct StoredSession: Codable {
        var pane: String
        var search: String
        var sort: String
        var columns: Int
        var history: [String]
        var theme: String?
    }
}
