import Domain
import Terminal
import Testing
import TestSupport

@testable import Console

/// The screens as people see them, at three sizes; recorded with ROLLCALL_RECORD=1.
@Suite("Screens")
struct ScreenTests {
    static let sizes = [(80, 24), (50, 20), (120, 40)]

    @Test("Users with a search", arguments: sizes)
    func users(columns: Int, rows: Int) async throws {
        let bench = await Bench(try School.invited(), columns, rows)
        await bench.press("/anna")
        expect(bench, "users-search")
    }

    @Test("Invitations", arguments: sizes)
    func invitations(columns: Int, rows: Int) async throws {
        let bench = await Bench(try School.invited(), columns, rows)
        await bench.press("2")
        expect(bench, "invitations")
    }

    @Test("Usage of an invitation", arguments: sizes)
    func usage(columns: Int, rows: Int) async throws {
        let bench = await Bench(try School.invited(), columns, rows)
        await bench.press("2<enter>j ")
        expect(bench, "usage")
    }

    @Test("The resend sheet", arguments: sizes)
    func resend(columns: Int, rows: Int) async throws {
        let bench = await Bench(try School.invited(), columns, rows)
        await bench.press("2r")
        expect(bench, "sheet-resend")
    }

    @Test("The impact sheet of a redo", arguments: sizes)
    func redo(columns: Int, rows: Int) async throws {
        let bench = await Bench(try School.invited(), columns, rows)
        await bench.press("R")
        expect(bench, "sheet-redo")
    }

    @Test("The form of a new invitation", arguments: sizes)
    func newInvitation(columns: Int, rows: Int) async throws {
        let bench = await Bench(try School.invited(), columns, rows)
        await bench.press("jji")
        expect(bench, "form-invitation")
    }

    @Test("Why a user has not accepted", arguments: sizes)
    func why(columns: Int, rows: Int) async throws {
        let bench = await Bench(try School.invited(), columns, rows)
        await bench.press("jw")
        expect(bench, "why")
    }

    @Test("After a resend: what was done and how to take it back", arguments: sizes)
    func done(columns: Int, rows: Int) async throws {
        let bench = await Bench(try School.invited(), columns, rows)
        await bench.press("2ry")
        await bench.wait(.seconds(3))
        expect(bench, "resent")
    }

    @Test("A store without users opens on the checklist", arguments: sizes)
    func checklist(columns: Int, rows: Int) async throws {
        let bench = await Bench(InMemoryAdministration(), columns, rows)
        expect(bench, "checklist")
    }

    @Test("The further views", arguments: [("5", "activity"), ("6", "locations"), ("7", "outbox"), ("8", "worklist")])
    func views(key: String, name: String) async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2ry")
        await bench.press(key)
        expect(bench, name)
    }

    @Test("The keys, searched", arguments: sizes)
    func help(columns: Int, rows: Int) async throws {
        let bench = await Bench(try School.invited(), columns, rows)
        await bench.press("?/take<enter>")
        expect(bench, "help")
    }

    @Test("The menu of a row")
    func menu() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2.")
        expect(bench, "menu")
    }

    @Test("Below 40x10 the console says what it needs")
    func tooSmall() async throws {
        let bench = await Bench(try School.invited(), 30, 8)
        #expect(bench.screen.contains("Too small: 40x10"))
    }

    private func expect(_ bench: Bench, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let frame = bench.frame
        let size = "\(frame.canvas.size.columns)x\(frame.canvas.size.rows)"
        expectScreen(frame.canvas, "\(name)-\(size)", cursor: frame.cursor, sourceLocation: sourceLocation)
    }
}
