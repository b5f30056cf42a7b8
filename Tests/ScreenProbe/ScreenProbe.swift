import Glibc
import Terminal
import TerminalNcurses

/// A small full-screen program that tests drive through a pseudo-terminal.
///
/// It shows a list, moves with `j` and `k`, and writes what happened as lines to descriptor 3: `size`, `type`, one line for each
/// event, and `frame BYTES WRITES` after each batch. Capital letters make it do something special.
@main
struct ScreenProbe {
    private var list = ListWindow(count: 1000)
    private var texts: [String] = []
    private var isDone = false

    static func main() {
        signal(SIGPIPE, SIG_IGN)
        do throws(ScreenError) {
            var options = ScreenOptions()
            let words = CommandLine.arguments.dropFirst()
            options.usesMouse = words.contains("mouse")
            options.marksFrames = !words.contains("no-sync")
            options.noColor = words.contains("no-color")
            options.breadcrumbPath = words.first { $0.hasPrefix("breadcrumb=") }.map { String($0.dropFirst(11)) }
            options.errorLogPath = words.first { $0.hasPrefix("errors=") }.map { String($0.dropFirst(7)) }
            options.version = "probe 1"
            var probe = ScreenProbe()
            try probe.run(Screen(options))
        } catch {
            report("refused \(error)")
            exit(2)
        }
        report("end")
    }

    private mutating func run(_ screen: Screen) {
        screen.use(.default)
        screen.note("moving about")
        report("type \(screen.terminalType) \(screen.depth)")
        report("size \(screen.size.columns)x\(screen.size.rows)")
        show(on: screen)
        while !isDone {
            for event in screen.next() { handle(event, on: screen) }
            if !isDone { show(on: screen) }
        }
        screen.stop()
    }

    private func show(on screen: Screen) {
        var canvas = Canvas(size: screen.size)
        var window = list
        window.resize(height: canvas.size.rows - 2)
        for (line, row) in window.visible.enumerated() {
            let isCursor = row == window.cursor
            canvas.put(isCursor ? "▸" : " ", at: Point(row: line, column: 0), Theme.default[.mark])
            canvas.put("user.\(row)", at: Point(row: line, column: 2), isCursor ? Theme.default[.selection] : .plain)
            canvas.put("Person number \(row), who has waited since autumn", at: Point(row: line, column: 16))
        }
        for (line, text) in texts.enumerated() {
            let end = canvas.put(text, at: Point(row: line, column: 0), Theme.default[.warning])
            canvas.put("END\(line)", at: Point(row: line, column: end))
        }
        canvas.put(
            "row \(window.cursor) of \(window.count)", at: Point(row: canvas.size.rows - 1, column: 0), Theme.default[.notice])
        screen.present(canvas, cursor: Screen.Cursor(at: Point(row: window.cursor - window.top, column: 2), isVisible: false))
        report("frame \(screen.lastFrameBytes) \(screen.counters.writes)")
    }

    private mutating func handle(_ event: InputEvent, on screen: Screen) {
        switch event {
        case .key(let key):
            report("key \(key)")
            command(key, on: screen)
        case .paste(let text): report("paste \(text.utf8.count) \(text.prefix(20).debugDescription)")
        case .resize(let size): report("resize \(size.columns)x\(size.rows)")
        case .focus(let has): report("focus \(has)")
        case .mouse(let mouse): report("mouse \(mouse.action) \(mouse.button) \(mouse.at.row),\(mouse.at.column)")
        case .signal(SIGTSTP): screen.suspend()
        case .signal(let number):
            report("signal \(number)")
            isDone = number != SIGINT
        case .hangUp:
            report("hangup")
            isDone = true
        }
    }

    private mutating func command(_ key: Key, on screen: Screen) {
        list.resize(height: screen.size.rows - 2)
        if list.handle(key) { return }
        switch key {
        case Key("q"): isDone = true
        case Key("S"): raise(SIGSEGV)
        case Key("A"): abort()
        case Key("T"): report("element \(texts[list.count])")
        case Key("X"): texts = hostileTexts
        case Key("W"): texts = wideTexts
        case Key("E"): _ = write(2, "noise on the screen\n", 20)
        case Key("O"): overflow(1)
        case Key("C"): _ = screen.copy("ada")
        case Key("D"): dropTyped(on: screen)
        case Key("P"): startWaker()
        case .ctrl("z"): screen.suspend()
        case .ctrl("l"): screen.repaint()
        default: break
        }
    }

    /// Says that it is painted, waits until something was typed, then forgets it.
    private func dropTyped(on screen: Screen) {
        report("painted")
        var fds = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        poll(&fds, 1, 5000)
        screen.dropTypedAhead()
        report("dropped")
    }

    private func startWaker() {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { _ in
                Screen.wake()
                return nil
            }, nil)
    }

    @discardableResult
    private func overflow(_ depth: Int) -> Int {
        withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 8) { $0.count + overflow(depth + 1) }
    }
}

private let hostileTexts = [
    "a\u{1B}[31mred", "b\u{9B}31m", "c\u{202E}drow", "d\u{7}\u{8}\r\n\tx", "e\u{301}\u{1B}]0;title\u{7}", "f\u{200B}\u{E0041}g",
    "g\u{1B}" + String(repeating: "\u{1B}", count: 40), "\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}h",
]

private let wideTexts = [
    "佳穂 山田", "é e\u{301} ñ", "👩‍🚀 moon", "❤️ heart", "👍🏽 thumb", "🇫🇷 flag", "\u{1FAE8} shaking", "\u{2630} trigram", "नमस्ते",
    "한국어", "\u{1FAE9}\u{1FAE9}",
]

private func report(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(3, bytes, bytes.count)
}
