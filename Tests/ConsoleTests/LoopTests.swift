import Dispatch
import Domain
import Engine
import Foundation
import Synchronization
import Terminal
import Testing
import TestSupport

@testable import Console

/// The loop on its own thread, with an engine in memory and a screen that a script watches.
@Suite("The loop")
struct LoopTests {
    @Test("Keys lead to commands, outcomes come back, and the session is kept when one leaves")
    func job() async throws {
        let engine = try School.invited()
        let run = await LoopRun.play(
            engine,
            [
                ("anna.almond", "2"), ("Staff, autumn", "r"), ("y does it", "y"), ("Sending again to 4 people", "qq"),
            ])
        #expect(run.finished, "\(run.screen)")
        #expect(engine.performed.count == 1)
        #expect(run.sessions.last?.pane == "users")
        #expect(run.drops == 1, "what was typed before the sheet was painted was not dropped")
    }

    @Test("What somebody else does is seen without a key")
    func live() async throws {
        let engine = try School.invited()
        let run = await LoopRun.play(engine, [("2 of 8 accepted", ""), ("3 of 8 accepted", "q")]) {
            School.accept(engine, [5])
        }
        #expect(run.finished, "\(run.screen)")
    }

    @Test("A lost terminal ends the loop at once")
    func hangUp() async throws {
        let run = await LoopRun.play(try School.invited(), [("anna.almond", "<hangup>")])
        #expect(run.finished)
        #expect(run.sessions.count == 1)
    }

    @Test("y copies through the terminal, and a theme is changed while the console runs")
    func copyAndTheme() async throws {
        let run = await LoopRun.play(
            try School.invited(),
            [
                ("anna.almond", "y"), ("Copied: anna.almond", ":theme mono<enter>"), ("Theme mono", ":theme x<enter>"),
                ("no theme x", "q"),
            ])
        #expect(run.finished, "\(run.screen)")
        #expect(run.copies == ["anna.almond\tAnna Almond\tanna.almond@example.org"])
    }
}

/// What came of one run.
struct LoopRun: Sendable {
    var screen = ""
    var sessions: [ConsoleSession] = []
    var copies: [String] = []
    var drops = 0
    /// The loop ended by itself with the whole script played.
    var finished = false

    /// Plays a script: as soon as the screen holds the words, the keys are pressed. `meanwhile` runs after the first step.
    static func play(
        _ engine: InMemoryAdministration, _ script: [(words: String, keys: String)],
        meanwhile: @escaping @Sendable () -> Void = {}
    ) async -> LoopRun {
        await withCheckedContinuation { continuation in
            let kept = Kept()
            let thread = Thread {
                let screen = ScriptedScreen(script, kept: kept, meanwhile: meanwhile)
                let model = ConsoleModel(
                    size: screen.size, theme: .default, options: ConsoleOptions(me: "ada@ops1"), context: engine.context(),
                    seed: Seed(3, 4))
                let surroundings = ConsoleLoop.Surroundings(
                    now: { engine.now }, wake: { kept.bell.signal() },
                    save: { session in kept.sessions.withLock { $0.append(session) } })
                ConsoleLoop(screen: screen, administration: engine, surroundings: surroundings, model: model).run()
                var run = screen.log
                run.sessions = kept.sessions.withLock { $0 }
                run.finished = screen.isPlayed
                continuation.resume(returning: run)
            }
            thread.start()
        }
    }

    final class Kept: Sendable {
        let bell = DispatchSemaphore(value: 0)
        let sessions = Mutex<[ConsoleSession]>([])
    }
}

/// A screen that answers what it shows, at the moment it shows it; it hangs up when a step does not come within half a minute.
private final class ScriptedScreen: ConsoleScreen {
    var log = LoopRun()
    private var script: ArraySlice<(words: String, keys: String)>
    private var typed: [InputEvent] = []
    private let kept: LoopRun.Kept
    private let meanwhile: @Sendable () -> Void
    private let deadline = DispatchTime.now() + 30
    private var isFirst = true

    init(_ script: [(words: String, keys: String)], kept: LoopRun.Kept, meanwhile: @escaping @Sendable () -> Void) {
        self.script = script[...]
        self.kept = kept
        self.meanwhile = meanwhile
    }

    var isPlayed: Bool { script.isEmpty }
    var size: Size { Size(rows: 24, columns: 80) }

    func present(_ canvas: Canvas, cursor: Point, isCursorVisible: Bool) -> Bool {
        log.screen = ScreenText.characters(canvas)
        play()
        return true
    }

    func next(timeout: Duration?) -> [InputEvent] {
        defer { typed = [] }
        if !typed.isEmpty { return typed }
        guard kept.bell.wait(timeout: min(deadline, .now() + .seconds(1))) == .success || DispatchTime.now() < deadline else {
            return [.hangUp]
        }
        return typed
    }

    func dropTypedAhead() {
        log.drops += 1
        typed = []
    }

    func repaint() {}
    func use(_ theme: Theme) {}
    func suspend() {}

    func copy(_ text: String) -> Bool {
        log.copies.append(text)
        return true
    }

    /// Types the keys of the next step, when the screen shows what it waits for.
    private func play() {
        guard let step = script.first, log.screen.contains(step.words) else { return }
        script.removeFirst()
        if isFirst {
            isFirst = false
            meanwhile()
        }
        typed += step.keys == "<hangup>" ? [.hangUp] : Bench.keys(step.keys).map(InputEvent.key)
    }
}
