import CLI
import Console
import Domain
import Settings
import Terminal

/// What the verbs ask of the executable, answered with live things.
struct LiveHost: CommandLineHost {
    let streams: any Streams = StandardStreams()

    var login: String { Identity.current(storeOwner: nil).name }

    func storePath(_ options: HostOptions) -> String { Places().store(options) }

    func open(_ options: HostOptions, forWriting: Bool) async throws(CommandLineFailure) -> any OpenStore {
        let (composition, damage) = try await Composition.open(options, role: .verb, forWriting: forWriting)
        return LiveStore(composition: composition, damage: damage)
    }

    func themes(_ options: HostOptions) -> [ThemeEntry] {
        let search = ThemeSearch(folders: Places().themes)
        let chosen = PersonalSettings.load(Places()).theme
        var entries = search.list().filter { !$0.isHidden }.map { found in
            let loaded = search.themeOrDefault(named: found.name)
            return ThemeEntry(
                name: found.name, source: found.path, isChosen: found.name == chosen, problem: loaded.problem)
        }
        for theme in [Theme.default, Theme.mono] where !entries.contains(where: { $0.name == theme.name }) {
            entries.append(ThemeEntry(name: theme.name, source: "built in", isChosen: theme.name == chosen))
        }
        return entries.sorted { $0.name < $1.name }
    }

    func keys(_ options: HostOptions) -> [KeyBindingEntry] {
        PersonalSettings.load(Places()).keys.lines.map { line in
            KeyBindingEntry(
                place: line.place, keys: line.keys.joined(separator: " "), action: line.action, description: line.description)
        }
    }
}
