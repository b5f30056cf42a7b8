import Console
import Terminal
import TerminalNcurses

/// The console's screen on a real terminal.
final class NcursesScreen: ConsoleScreen {
    private let screen: Screen
    private let willSuspend: () -> Void
    private let didResume: () -> Void

    /// - Parameters:
    ///   - willSuspend: runs before the job stops; gives the worker lock back.
    ///   - didResume: runs when the shell goes on with it.
    init(_ screen: Screen, willSuspend: @escaping () -> Void, didResume: @escaping () -> Void) {
        self.screen = screen
        self.willSuspend = willSuspend
        self.didResume = didResume
    }

    var size: Size { screen.size }

    func present(_ canvas: Canvas, cursor: Point, isCursorVisible: Bool) -> Bool {
        screen.present(canvas, cursor: Screen.Cursor(at: cursor, isVisible: isCursorVisible))
    }

    func next(timeout: Duration?) -> [InputEvent] { screen.next(timeout: timeout) }
    func dropTypedAhead() { screen.dropTypedAhead() }
    func repaint() { screen.repaint() }
    func use(_ theme: Theme) { screen.use(theme) }
    func copy(_ text: String) -> Bool { screen.copy(text) }

    func suspend() {
        willSuspend()
        screen.suspend()
        didResume()
    }
}
