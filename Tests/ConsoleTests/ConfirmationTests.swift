import Domain
import Engine
import Terminal
import Testing
import TestSupport

@testable import Console

@Suite("What counts as a confirmation")
struct ConfirmationTests {
    @Test(
        "Enter never confirms, nor does the key that opened the sheet, even when keys.yaml makes it the same",
        arguments: ["<enter>", "r", "<enter><enter>rr"])
    func neverConfirms(keys: String) async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2r" + keys)
        #expect(bench.commands.isEmpty)
        #expect(bench.sheet != nil)
        let rebound = await Bench(try School.invited())
        rebound.model = ConsoleModel(
            size: rebound.model.size, keys: ConsoleKeys(rebound: ["confirm": ["r", "enter"]]), options: ConsoleOptions(me: "ada"),
            context: rebound.administration.context(), seed: Seed(1, 1))
        await rebound.refresh()
        await rebound.press("2r" + keys)
        #expect(rebound.commands.isEmpty)
    }

    @Test("Keys that arrived before the sheet was painted never count")
    func typedAhead() async throws {
        let bench = await Bench(try School.invited())
        await bench.burst("2ryyyy")
        #expect(bench.commands.isEmpty)
        #expect(bench.sheet != nil)
        await bench.press("y")
        #expect(bench.commands.count == 1)
    }

    @Test("Above 100 people y does nothing, the typed number does it")
    func manyPeople() async throws {
        let engine = try School.people(150)
        try engine.perform(.createInvitation(School.settings(), takeBackWindow: .zero), by: "ada")
        School.confirm(engine, 158)
        School.deliver(engine, (1...158).filter { $0 != 3 }.map(UInt32.init))
        engine.advance(by: .days(3))
        let bench = await Bench(engine)
        await bench.press("2ry")
        #expect(bench.commands.isEmpty)
        #expect(bench.screen.contains("type 157 instead of y"))
        await bench.press("15")
        #expect(bench.commands.isEmpty)
        await bench.press("7")
        guard case .resendInvitation(_, _, let window, _)? = bench.commands.first else {
            Issue.record("the number did not do it")
            return
        }
        #expect(window == .seconds(60))
    }

    @Test("Esc and q leave a sheet and nothing is done", arguments: ["<esc>", "q"])
    func leaves(key: String) async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2r" + key + "y")
        #expect(bench.commands.isEmpty)
        #expect(bench.sheet == nil)
    }

    @Test("R25: a redo of many asks for a reason, and # gives it")
    func reason() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("  R")
        await bench.press("m")
        #expect(bench.sheet?.plan.terms.people == 2)
        await bench.press("y")
        #expect(bench.commands.isEmpty)
        #expect(bench.screen.contains("A reason is needed"))
        await bench.press("#wrong accounts<enter>y")
        #expect(bench.administration.performed.first?.reason == "wrong accounts")
        #expect(bench.administration.projection.state.redosRunning.running == 2)
    }

    @Test("An action with marks says how many are marked and how many are hidden, and asks for m or o")
    func marks() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("*/berg<enter>r")
        #expect(bench.screen.contains("8 marked, 7 of them not visible here"))
        await bench.press("y")
        #expect(bench.commands.isEmpty)
        await bench.burst("oy")
        #expect(bench.commands.isEmpty, "y came before the second question was seen")
        await bench.press("y")
        guard case .resendInvitation(_, let selection, _, _)? = bench.commands.first else {
            Issue.record("o did not lead to a resend")
            return
        }
        #expect(selection.users == [UserID(2)])
    }

    @Test("Pasted text never confirms anything")
    func paste() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2r")
        await bench.send(.input(.paste("yyyy")))
        #expect(bench.commands.isEmpty)
    }

    @Test("R11: f includes who was reached a short while ago, and asks for a reason")
    func coolDown() async throws {
        let engine = try School.invited()
        School.deliver(engine, [2])
        let bench = await Bench(engine)
        await bench.press("/anna.berg<enter>r")
        #expect(bench.sheet?.plan.terms.people == 0)
        await bench.press("f")
        #expect(bench.sheet?.plan.terms.people == 1)
        await bench.press("y")
        #expect(bench.commands.isEmpty)
        await bench.press("#she asked<enter>y")
        #expect(bench.commands.count == 1)
    }

    @Test("R28: a sheet whose facts were changed by somebody else is refused with who changed what when")
    func stale() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2")
        await bench.press("r")
        try bench.administration.perform(.cancelInvitation(School.staff, ifVersion: nil), by: "grace")
        await bench.press("y")
        #expect(bench.line.contains("grace"))
        #expect(bench.model.line?.kind == .failure)
    }

    @Test("A resend or a redo that would reach nobody offers no y, and y does nothing", arguments: ["r", "R"])
    func nobody(key: String) async throws {
        let bench = key == "r" ? await Bench(try School.invited()) : await Bench(try School.people())
        await bench.press(key)
        #expect(bench.sheet?.plan.terms.people == 0)
        let lines = bench.screen.split(separator: "\n")
        #expect(!bench.screen.contains("y does it") && lines.last?.contains("y do it") == false, "\(bench.screen)")
        let obstacle = try #require(bench.sheet?.plan.terms.obstacle)
        #expect(bench.screen.contains(obstacle.prefix(30)), "the sheet does not say why: \(bench.screen)")
        await bench.press("y")
        #expect(bench.commands.isEmpty && bench.sheet != nil)
    }

    @Test("A read-only console says so and opens no sheet")
    func readOnly() async throws {
        let engine = try School.invited()
        engine.change { $0.readOnly = "--readonly" }
        let bench = await Bench(engine, 120, 40)
        await bench.press("2r")
        #expect(bench.sheet == nil)
        #expect(bench.line.contains("--readonly"))
        #expect(bench.screen.contains("read-only"))
    }
}
