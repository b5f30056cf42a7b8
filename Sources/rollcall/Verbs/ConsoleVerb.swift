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
        let places = Places()
        var personal = PersonalSettings.load(places)
        if !keepsSession { personal.session = ConsoleSession() }
        let themes = ThemeSearch(folders: places.themes)
        let loaded = themes.themeOrDefault(named: personal.theme)
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
        let model = ConsoleModel(
            size: screen.size, theme: loaded.theme, keys: personal.keys,
            options: consoleOptions(
                composition, options,
                greeting ?? personal.problems.first ?? loaded.problem.map { _ in loaded.sentence } ?? ""),
            context: engine.context(), projection: engine.projection, session: personal.session, seed: SystemTime().seed())
        let themeName = ChosenTheme(personal.theme)
        ConsoleLoop(
            screen: NcursesScreen(
                screen, willSuspend: { delivery.stop() },
                didResume: { if engine.projection.readOnly == nil { delivery.start() } }),
            administration: engine,
            surroundings: ConsoleLoop.Surroundings(
                now: { SystemTime().now() }, wake: { Screen.wake() },
                save: { if keepsSession { PersonalSettings.save($0, theme: themeName.name, places) } },
                theme: { name in
                    do {
                        let theme = try themes.theme(named: name).theme
                        themeName.name = name
                        return .success(theme)
                    } catch {
                        let builtIn = ConsoleLoop.builtInTheme(name)
                        if case .success = builtIn { themeName.name = name }
                        return builtIn
                    }
                }),
            model: model
        ).run()
        following.cancel()
        delivery.stop()
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

/// The theme that is kept with the session; changed and read on the loop's thread.
private final class ChosenTheme: @unchecked Sendable {
    // Safe to share: only the thread of the loop calls the closures that touch it.
    var name: String
    init(_ name: String) { self.name = name }
}
