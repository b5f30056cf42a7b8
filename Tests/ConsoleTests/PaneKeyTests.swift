import Domain
import Engine
import Terminal
import Testing
import TestSupport

@testable import Console

/// What each key does in the panes: moving, searching, marking, looking.
@Suite("Keys in the panes")
struct PaneKeyTests {
    @Test("Numbers show the panes, and q goes back the way one came until it leaves")
    func numbers() async throws {
        let bench = await Bench(try School.invited())
        for pane in PaneKind.allCases {
            await bench.press("\(pane.rawValue)")
            #expect(bench.model.focus == pane)
        }
        for _ in 1...7 { await bench.press("q") }
        #expect(bench.model.focus == .users)
        #expect(!bench.hasQuit)
        await bench.press("q")
        #expect(bench.hasQuit)
    }

    @Test("Tab and Shift-Tab go round the panes")
    func tabs() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("<tab>")
        #expect(bench.model.focus == .invitations)
        await bench.press("<shift-tab><shift-tab>")
        #expect(bench.model.focus == .workList)
        let wide = await Bench(try School.invited(), 140, 40)
        await wide.press("<shift-tab>")
        #expect(wide.model.focus == .redo)
    }

    @Test("j k g G, arrows and pages move the cursor and stop at the ends")
    func moving() async throws {
        let bench = await Bench(try School.people(100))
        await bench.press("kj<down>j")
        #expect(bench.model.users.list.cursor == 3)
        await bench.press("G")
        #expect(bench.model.users.list.cursor == 107)
        await bench.press("<pageup><ctrl-u>g")
        #expect(bench.model.users.list.cursor == 0)
        await bench.press("<pagedown>")
        #expect(bench.model.users.list.cursor > 10)
    }

    @Test("R16: the list follows each letter of the search; Enter keeps it, Esc clears it")
    func search() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("/ELODIE")
        #expect(bench.model.users.list.rows == [UserID(7)])
        await bench.press("<enter>")
        #expect(bench.model.users.list.count == 1)
        await bench.press("/x<esc>")
        #expect(bench.model.users.list.count == 8)
        await bench.press("/anna<enter><esc>")
        #expect(bench.model.users.search.isEmpty)
    }

    @Test("Marks are kept by identifier through search, sort and refresh")
    func marks() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("j /ben<enter>ss")
        await bench.refresh()
        await bench.press("/<enter>")
        #expect(Array(bench.model.users.marks.users) == [UserID(2)])
        await bench.press("-")
        #expect(bench.model.users.marks.isEmpty)
    }

    @Test("v marks from here to there, + by pattern, * all shown or turned round")
    func manyMarks() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("jvjjv")
        #expect(Array(bench.model.users.marks.users) == [UserID(2), UserID(3), UserID(4)])
        await bench.press("-+anna<enter>")
        #expect(Array(bench.model.users.marks.users) == [UserID(1), UserID(2), UserID(3)])
        await bench.press("*")
        #expect(bench.model.users.marks.count == 5)
        #expect(!bench.model.users.marks.contains(UserID(1)))
    }

    @Test("f goes through the filter chips of users and of the usage")
    func filters() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("f")
        #expect(bench.model.users.list.count == 6)
        await bench.press("f")
        #expect(bench.model.users.list.rows == [UserID(3), UserID(7), UserID(8)])
        await bench.press("3f")
        #expect(Set(bench.model.usage.list.rows) == [UserID(7), UserID(8)])
    }

    @Test("s goes through the orders, c through the columns, h and l scroll them")
    func sorting() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("sss")
        #expect(bench.model.users.order == .status)
        #expect(bench.model.users.list.rows.last.map { bench.model.state.overallStatus(of: $0).status } == .accepted)
        await bench.press("cl")
        #expect(bench.model.users.columns == 1)
        #expect(bench.model.users.scroll == 1)
        await bench.press("hh")
        #expect(bench.model.users.scroll == 0)
    }

    @Test("A search that is cleared leaves the cursor on the row that it found")
    func clearedSearch() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("/berg<enter><esc>")
        #expect(bench.model.users.list.count == 8 && bench.model.users.list.selected == UserID(2))
        await bench.press("3/finn<esc>")
        #expect(bench.model.usage.list.count > 1 && bench.model.usage.list.selected == UserID(8))
    }

    @Test("The key to all other keys, and every pane of the strip, are never left out", arguments: PaneKind.allCases)
    func wayToTheKeys(pane: PaneKind) async throws {
        for columns in [80, 90, 50] {
            let bench = await Bench(try School.invited(), columns, 24)
            await bench.press("\(pane.rawValue)")
            let lines = bench.screen.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.last?.hasSuffix(columns < 80 ? ". menu" : "? keys") == true, "\(bench.screen)")
            for kind in PaneKind.allCases where columns >= 80 { #expect(lines[1].contains(" \(kind.rawValue) "), "\(lines[1])") }
        }
    }

    @Test("5 says that the record is being read until it is there")
    func readingTheRecord() async throws {
        let bench = await Bench(try School.invited())
        let effects = ConsoleUpdate.update(&bench.model, .input(.key(Key("5"))))
        #expect(bench.screen.contains("reading the record …"))
        let effect = try #require(effects.first)
        let outcome = await EffectRunner.run(effect, bench.administration, bench.model.state, bench.model.contextNow)
        await bench.send(try #require(outcome))
        #expect(!bench.screen.contains("reading the record"))
        #expect(bench.model.activity.list.count > 5)
    }

    @Test("z shows the pane alone on a wide terminal and brings the others back")
    func zoom() async throws {
        let bench = await Bench(try School.invited(), 140, 40)
        #expect(bench.model.layout.panes.count == 4)
        await bench.press("z")
        #expect(bench.model.layout.panes.map(\.kind) == [.users])
        await bench.press("z")
        #expect(bench.model.layout.panes.count == 4)
    }

    @Test("t freezes the view and follows again with what came meanwhile")
    func freeze() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("t")
        School.accept(bench.administration, [5])
        await bench.refresh()
        #expect(bench.model.state.registrations(at: School.paris).count(.accepted) == 2)
        #expect(bench.screen.contains("frozen"))
        await bench.press("t")
        #expect(bench.model.state.registrations(at: School.paris).count(.accepted) == 3)
    }

    @Test("Live facts keep the cursor on its row")
    func liveSelection() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("3jjj")
        let before = bench.model.usage.list.selected
        #expect(bench.model.usage.list.cursor == 3)
        School.accept(bench.administration, [2])
        let reason = StatusReason(.mailboxRefused)
        bench.administration.record([.recipientFailed(RecipientKey(School.staff, UserID(6)), epoch: 1, reason)])
        await bench.refresh()
        #expect(before != nil)
        #expect(bench.model.usage.list.selected == before)
        #expect(bench.model.usage.list.cursor == 2)
    }

    @Test("Ctrl-Z, Ctrl-L, y and x ask the loop and nobody else")
    func effects() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("<ctrl-z><ctrl-l>jy")
        #expect(bench.effects.contains(.suspend))
        #expect(bench.effects.contains(.redraw))
        #expect(bench.copied == ["anna.berg\tAnna Berg\tanna.berg@example.org"])
        await bench.press("x")
        #expect(bench.line.contains("rollcall users search") || bench.copied.last?.contains("rollcall users search") == true)
    }

    @Test("A signal and a lost terminal end the console with its session kept")
    func ending() async throws {
        for event in [InputEvent.signal(15), .hangUp] {
            let bench = await Bench(try School.invited())
            await bench.press("/anna<enter>2")
            await bench.send(.input(event))
            #expect(bench.hasQuit)
            #expect(bench.effects.contains(.save(ConsoleSession(pane: "invitations", search: "anna"))))
        }
    }

    @Test("Every action but the fixed ones has a line in the list, and no key means two things")
    func list() {
        let keys = ConsoleKeys()
        let listed = Set(keys.entries.map(\.action))
        #expect(Set(ConsoleAction.allCases).subtracting(listed).isEmpty)
        for place in KeyEntry.Place.allCases {
            let all = keys.entries.filter { $0.place == place }.flatMap(\.keys)
            #expect(all.count == Set(all).count)
        }
        #expect(keys.markdown.contains("| `r` `f6` | resend |"))
    }

    @Test("keys.yaml gives an action another key, and everything that names it follows")
    func rebinding() async throws {
        let bench = await Bench(try School.invited())
        bench.model = ConsoleModel(
            size: bench.model.size, theme: .mono, keys: ConsoleKeys(rebound: ["resend": ["f5"], "ask": []]),
            options: ConsoleOptions(me: "ada"), context: bench.administration.context(), seed: Seed(1, 2))
        await bench.refresh()
        await bench.press("2")
        #expect(bench.screen.contains("F5 resend"))
        await bench.press("r")
        #expect(bench.sheet == nil)
        await bench.press("<f5>")
        #expect(bench.sheet != nil)
    }
}
