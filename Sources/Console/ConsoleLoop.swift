import Domain
import Engine
import Synchronization
import Terminal

/// Runs the console: the only place of this room that touches anything.
///
/// One thread runs ``run()`` from start to end and is the only one that touches the screen and the model. Everything that may
/// wait is done in tasks beside it; what comes of it is put into an inbox, and the screen is woken.
package final class ConsoleLoop {
    /// What the loop needs from the composition root beside the engine.
    package struct Surroundings: Sendable {
        /// The moment now.
        package var now: @Sendable () -> Instant
        /// Makes ``ConsoleScreen/next(timeout:)`` return; called from any thread.
        package var wake: @Sendable () -> Void
        /// Keeps the session for the next start.
        package var save: @Sendable (ConsoleSession) -> Void
        /// A theme by name, or why not, in words.
        package var theme: @Sendable (String) -> Result<Theme, ConsoleMessage.ThemeProblem>

        /// What is not given does nothing.
        package init(
            now: @escaping @Sendable () -> Instant, wake: @escaping @Sendable () -> Void,
            save: @escaping @Sendable (ConsoleSession) -> Void = { _ in },
            theme: @escaping @Sendable (String) -> Result<Theme, ConsoleMessage.ThemeProblem> = ConsoleLoop.builtInTheme
        ) {
            self.now = now
            self.wake = wake
            self.save = save
            self.theme = theme
        }
    }

    private let screen: any ConsoleScreen
    private let administration: any Administration
    private let surroundings: Surroundings
    private let inbox: Inbox
    private var model: ConsoleModel
    private var tasks: [Task<Void, Never>] = []
    private var isDone = false
    /// The newest of each kind of long reading: an older one that was not begun yet is of no use any more.
    private var readings: [Reading: ConsoleEffect] = [:]

    private enum Reading: Hashable { case users, usage, preview }

    /// A loop that has not begun; the model carries theme, keys, options and session.
    package init(
        screen: any ConsoleScreen, administration: any Administration, surroundings: Surroundings, model: ConsoleModel
    ) {
        self.screen = screen
        self.administration = administration
        self.surroundings = surroundings
        self.model = model
        self.inbox = Inbox(wake: surroundings.wake)
    }

    /// Runs until the person leaves or the terminal is gone; the session is kept before it returns.
    package func run() {
        screen.use(model.theme)
        follow()
        take(.projection(administration.projection, administration.context()))
        beginReadings()
        var isShown = present()
        while !isDone {
            let events = screen.next(timeout: timeout(isShown))
            // Time first: what the keys and the outcomes say of it has to be of now.
            take(.tick(surroundings.now()))
            for event in events { take(.input(event)) }
            for message in inbox.drain() { take(fresh(message)) }
            beginReadings()
            if !isDone { isShown = present() }
        }
        for task in tasks { task.cancel() }
    }

    /// The two themes that need no file.
    package static let builtInTheme: @Sendable (String) -> Result<Theme, ConsoleMessage.ThemeProblem> = { name in
        switch name {
        case Theme.default.name: .success(.default)
        case Theme.mono.name: .success(.mono)
        default: .failure(ConsoleMessage.ThemeProblem("There is no theme \(name)."))
        }
    }

    private func take(_ message: ConsoleMessage) {
        for effect in ConsoleUpdate.update(&model, message) { perform(effect) }
    }

    /// Draws and shows the model once for all that came. What was typed before a question was painted does not answer it.
    ///
    /// Keys are dropped just before the frame is written and not after it: whoever has seen the question is heard, however
    /// late this process gets its turn again.
    private func present() -> Bool {
        let frame = ConsoleView.draw(model)
        if model.awaitsPaint { screen.dropTypedAhead() }
        let isShown = screen.present(frame.canvas, cursor: frame.cursor, isCursorVisible: frame.isCursorVisible)
        if isShown, model.awaitsPaint { take(.painted) }
        return isShown
    }

    /// While the terminal takes no output and a question waits to be seen, the loop looks again soon.
    private func timeout(_ isShown: Bool) -> Duration {
        isShown ? .seconds(model.secondsToNextTick) : .milliseconds(100)
    }

    /// The context of a projection is read on the way in: the inbox carries facts only.
    private func fresh(_ message: ConsoleMessage) -> ConsoleMessage {
        guard case .projection(let projection, _) = message else { return message }
        return .projection(projection, administration.context())
    }

    private func follow() {
        let (administration, inbox) = (administration, inbox)
        let context = administration.context()
        // Begun here, before the first projection is read: nothing that is published in between may be missed.
        let projections = administration.projections()
        tasks.append(
            Task.detached(priority: .userInitiated) {
                for await projection in projections { inbox.put(projection, context) }
            })
    }

    private func perform(_ effect: ConsoleEffect) {
        switch effect {
        case .quit: isDone = true
        case .redraw: screen.repaint()
        case .suspend: screen.suspend()
        case .copy(let text, let what): take(.copied(what: what, worked: screen.copy(text)))
        case .save(let session): surroundings.save(session)
        case .loadTheme(let name):
            let result = surroundings.theme(name)
            if case .success(let theme) = result { screen.use(theme) }
            take(.theme(result))
        case .find: readings[.users] = effect
        case .readUsage: readings[.usage] = effect
        case .preview: readings[.preview] = effect
        case .perform, .showLink, .loadRecord, .readStatus: performBeside(effect)
        }
    }

    private func beginReadings() {
        for effect in readings.values { performBeside(effect) }
        readings = [:]
    }

    /// Whatever may take longer than a key is done off this thread.
    private func performBeside(_ effect: ConsoleEffect) {
        let (administration, inbox) = (administration, inbox)
        let state = model.state
        let context = model.contextNow
        Task.detached(priority: .userInitiated) {
            guard let message = await EffectRunner.run(effect, administration, state, context) else { return }
            // What a command made is seen no later than its outcome is told.
            if case .performed = message { inbox.put(administration.projection, administration.context()) }
            inbox.put(message)
        }
    }
}

/// Messages on their way to the loop, from any thread.
private final class Inbox: Sendable {
    private struct Content {
        var messages: [ConsoleMessage] = []
        /// Only the newest facts are worth anything.
        var facts: ConsoleMessage?
    }

    private let content = Mutex(Content())
    private let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    func put(_ message: ConsoleMessage) {
        content.withLock { $0.messages.append(message) }
        wake()
    }

    func put(_ projection: Projection, _ context: Context) {
        content.withLock { $0.facts = .projection(projection, context) }
        wake()
    }

    /// Facts first, so that what a command made is there when its outcome is told.
    func drain() -> [ConsoleMessage] {
        content.withLock { content in
            defer { content = Content() }
            return (content.facts.map { [$0] } ?? []) + content.messages
        }
    }
}
