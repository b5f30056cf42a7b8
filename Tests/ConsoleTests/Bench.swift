import Domain
import Engine
import Terminal
import TestSupport

@testable import Console

/// A console on an engine in memory: keys go in, screens come out, and every effect is done before the next key.
final class Bench {
    let administration: InMemoryAdministration
    var model: ConsoleModel
    /// Effects that are the loop's own, in order.
    var effects: [ConsoleEffect] = []
    /// Whether frames reach the screen: without it nothing is ever painted.
    var paints = true

    init(
        _ administration: InMemoryAdministration, _ columns: Int = 80, _ rows: Int = 24,
        session: ConsoleSession = ConsoleSession()
    ) async {
        self.administration = administration
        model = ConsoleModel(
            size: Size(rows: rows, columns: columns), theme: .mono, options: ConsoleOptions(me: "ada@ops1"),
            context: administration.context(), session: session, seed: Seed(7, 11))
        await refresh()
    }

    /// Presses keys: letters as they are, names in angle brackets such as `<enter>`.
    func press(_ keys: String) async {
        for key in Bench.keys(keys) {
            await send(.input(.key(key)))
            paint()
        }
    }

    /// Presses keys in one go: the screen is painted only after the last.
    func burst(_ keys: String) async {
        for key in Bench.keys(keys) { await send(.input(.key(key))) }
        paint()
    }

    /// Takes in a message and does what follows from it.
    func send(_ message: ConsoleMessage) async {
        // Other tests share the threads: none of them has to wait for a long row of keys.
        await Task.yield()
        let fresh = ConsoleUpdate.update(&model, message)
        for effect in fresh { await perform(effect) }
    }

    /// The newest facts, as the engine would publish them.
    func refresh() async {
        await send(.projection(administration.projection, administration.context()))
        paint()
    }

    /// Time goes by for the engine and on the screen.
    func wait(_ span: Span) async {
        administration.advance(by: span)
        await send(.tick(administration.now))
        paint()
    }

    var frame: ConsoleView.Frame { ConsoleView.draw(model) }
    var screen: String { ScreenText.characters(frame.canvas) }
    var copied: [String] { effects.compactMap { if case .copy(let text, _) = $0 { text } else { nil } } }
    var hasQuit: Bool { effects.contains(.quit) }
    var commands: [Command] { administration.performed.map(\.command) }
    var line: String { model.line?.text ?? "" }

    var sheet: ConfirmSheet? {
        if case .sheet(let sheet) = model.dialog { sheet } else { nil }
    }

    private func paint() {
        _ = ConsoleView.draw(model)
        if paints, model.awaitsPaint { _ = ConsoleUpdate.update(&model, .painted) }
    }

    private func perform(_ effect: ConsoleEffect) async {
        let outcome = await EffectRunner.run(effect, administration, model.state, model.contextNow)
        if case .perform = effect {
            await send(.projection(administration.projection, administration.context()))
        }
        if let outcome {
            await send(outcome)
        } else {
            effects.append(effect)
            if case .copy(_, let what) = effect { await send(.copied(what: what, worked: true)) }
        }
    }

    static func keys(_ text: String) -> [Key] {
        var keys: [Key] = []
        var rest = Substring(text)
        while let first = rest.unicodeScalars.first {
            if first == "<", let end = rest.firstIndex(of: ">"), let key = Key(name: String(rest[..<end].dropFirst())) {
                keys.append(key)
                rest = rest[rest.index(after: end)...]
            } else {
                keys.append(Key(first))
                rest = Substring(rest.unicodeScalars.dropFirst())
            }
        }
        return keys
    }
}
