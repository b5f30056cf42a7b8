import ArgumentParser
import CLI
import Console
import Domain
import Engine
import Foundation
import Settings
import Terminal
import TerminalNcurses

/// `rollcall` and `rollcall console`: the administrator's screen on the store.
struct ConsoleVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Opens the console; the same as no verb at all.",
        discussion: "Example: rollcall console --readonly")

    @OptionGroup var globals: GlobalOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) { try await Self.open(run.options) }

    /// Opens the console on the store that the options name; returns when the person leaves.
    static func open(_ options: GlobalOptions.Values) async throws(CommandLineFailure) {
        try requireTerminal()
        let (composition, damage) = try await Composition.open(
            options.host, role: .console, forWriting: !options.host.isReadOnly)
        await show(composition, options, greeting: damage)
    }

    static func requireTerminal() throws(CommandLineFailure) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw .usage(
                "the console needs a terminal. Without one every verb works: `rollcall help` lists them, and --json makes their "
                    + "output fit for scripts")
        }
    }

    /// Runs the console on an opened store. The screen is given back before this returns, whatever happens.
    ///
    /// - Parameter keepsSession: take up where this person left, and remember where they leave; not so in a demo.
    static func show(
        _ composition: Composition, _ options: GlobalOptions.Values, greeting: String? = nil, keepsSession: Bool = true
    ) async {
        await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
            // A thread of its own from start to end: the loop waits for keys, and Swift's own threads must not wait.
            let thread = Thread {
                run(composition, options, greeting: greeting, keepsSession: keepsSession)
                ended.resume()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private static func run(
        _ composition: Composition, _ options: GlobalOptions.Values, greeting: String?, keepsSession: Bool
    ) {
        let places = Places()
        var personal = PersonalSettings.load(places)
        if !keepsSession { personal.session = ConsoleSession() }
        let screen: Screen
        do {
            screen = try Screen(screenOptions(options, places))
        } catch {
            FileHandle.standardError.write(Data("rollcall: \(error)\n".utf8))
            return
        }
        defer { screen.stop() }
        let engine = composition.engine
        let delivery = ConsoleDelivery(engine)
        let following = Task.detached { await engine.follow() }
        if engine.projection.readOnly == nil { delivery.start() }
        defer {
            following.cancel()
            delivery.stop()
        }
        let chosen = ChosenTheme(personal.theme, ThemeSearch(folders: places.themes))
        let model = ConsoleModel(
            size: screen.size, theme: chosen.loaded.theme, keys: personal.keys,
            options: consoleOptions(
                composition, options,
                greeting ?? personal.problems.first ?? chosen.loaded.problem.map { _ in chosen.loaded.sentence } ?? ""),
            context: engine.context(), projection: engine.projection, session: personal.session, seed: SystemTime().seed())
        ConsoleLoop(
            screen: NcursesScreen(
                screen, willSuspend: { delivery.stop() },
                didResume: { if engine.projection.readOnly == nil { delivery.start() } }),
            administration: engine,
            surroundings: ConsoleLoop.Surroundings(
                now: { SystemTime().now() }, wake: { Screen.wake() },
                save: { if keepsSession { PersonalSettings.save($0, theme: chosen.name, places) } },
                theme: { chosen.choose($0) }),
            model: model
        ).run()
    }

    private static func screenOptions(_ options: GlobalOptions.Values, _ places: Places) -> ScreenOptions {
        try? FileManager.default.createDirectory(
            atPath: places.state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var screen = ScreenOptions()
        screen.noColor = options.noColor
        screen.errorLogPath = places.state + "/console.log"
        screen.breadcrumbPath = places.state + "/crash"
        screen.version = Version.number
        return screen
    }

    private static func consoleOptions(
        _ composition: Composition, _ options: GlobalOptions.Values, _ greeting: String
    ) -> ConsoleOptions {
        var console = ConsoleOptions(me: composition.identity.atHost)
        let sending = composition.settings.sending
        console.takeBackWindow = Domain.Span(milliseconds: sending.takeBackWindow(people: 1).milliseconds)
        console.takeBackWindowForMany = Domain.Span(milliseconds: sending.takeBackWindow(people: 1_000).milliseconds)
        console.offsetMinutes = offsetMinutes(sending.timeZone)
        console.isASCII = options.ascii
        console.greeting = greeting
        return console
    }

    /// Minutes east of UTC now, of the zone in the configuration or of this host.
    private static func offsetMinutes(_ name: String?) -> Int {
        if let name, let zone = TimeZone(identifier: name) { return zone.secondsFromGMT() / 60 }
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return parts.tm_gmtoff / 60
    }
}

/// The theme that is kept with the session.
private final class ChosenTheme: @unchecked Sendable {
    // Safe to share: only the thread of the loop calls the closures that touch it.
    private(set) var name: String
    let loaded: ThemeSearch.Loaded
    private let themes: ThemeSearch

    init(_ name: String, _ themes: ThemeSearch) {
        self.name = name
        self.themes = themes
        loaded = themes.themeOrDefault(named: name)
    }

    /// Another theme, from a file or built in; it is kept when it could be used.
    func choose(_ name: String) -> Result<Theme, ConsoleMessage.ThemeProblem> {
        let result = (try? themes.theme(named: name).theme).map { .success($0) } ?? ConsoleLoop.builtInTheme(name)
        if case .success = result { self.name = name }
        return result
    }
}
