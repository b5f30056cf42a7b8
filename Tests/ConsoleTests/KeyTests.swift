import Domain
import Engine
import Terminal
import Testing
import TestSupport

@testable import Console

/// What each key does to the model.
@Suite("Keys")
struct KeyTests {
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

    @Test("w shows the whole chain; an action there closes the page and opens its sheet")
    func why() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("jw")
        #expect(bench.screen.contains("Why anna.berg"))
        await bench.press("r")
        #expect(bench.sheet?.plan.terms.people == 1)
    }

    @Test("? lists the keys, / finds in them, n goes on")
    func help() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("?/mark<enter>")
        guard case .page(let page) = bench.model.dialog else {
            Issue.record("no help")
            return
        }
        let first = page.body.top
        await bench.press("n")
        guard case .page(let next) = bench.model.dialog else { return }
        #expect(next.body.top > first)
    }

    @Test("R20: u takes back what has not left, while the seconds count down")
    func takeBack() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2ry")
        await bench.wait(.seconds(4))
        #expect(bench.screen.contains("6 s to take back (u)"))
        await bench.press("uy")
        #expect(bench.line.contains("Took back 4 messages of #1"))
        #expect(bench.model.takeBack == nil)
        #expect(bench.administration.projection.state.outbox.waitingDeliveries == 0)
    }

    @Test("The offer to take back ends when its time is over")
    func takeBackEnds() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2ry")
        await bench.wait(.seconds(11))
        #expect(!bench.screen.contains("to take back"))
    }

    @Test("R7: i shows who gets what and who is skipped before y sends")
    func invite() async throws {
        let bench = await Bench(try School.people())
        await bench.press("*i")
        #expect(bench.screen.contains("the 8 marked"))
        #expect(bench.screen.contains("7 people are reached"))
        #expect(bench.screen.contains("1 skipped: no email"))
        await bench.press("<enter><ctrl-u>Autumn<enter>y")
        let made = bench.administration.projection.state.invitations[InvitationID(1)]
        #expect(made?.name == "Autumn")
        #expect(made?.counts.recipients == 8)
    }

    @Test("R6: what is missing is the first thing that the form says, and y does nothing")
    func inviteRefused() async throws {
        let engine = try School.people()
        engine.changeContext { $0.capabilities.mail = nil }
        let bench = await Bench(engine)
        await bench.press("iy")
        #expect(bench.commands.isEmpty)
        #expect(bench.screen.contains("! "))
        guard case .form = bench.model.dialog else {
            Issue.record("the form is gone")
            return
        }
    }

    @Test("e changes only what differs")
    func edit() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("jje<enter>cole@example.org<enter>y")
        let user = bench.administration.projection.state.users[UserID(3)]
        #expect(user?.email == "cole@example.org")
        guard case .changeUser(_, let draft, _)? = bench.commands.first else {
            Issue.record("nothing was changed")
            return
        }
        #expect(draft.fullName == nil)
    }

    @Test("R27: L shows a link only with a reason, and the page copies it")
    func link() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("jLy")
        #expect(bench.commands.isEmpty)
        await bench.press("#no mailbox<enter>y")
        #expect(bench.screen.contains("https://register.example.org/i/1-2"))
        await bench.press("y")
        #expect(bench.copied == ["https://register.example.org/i/1-2"])
    }

    @Test("The menu does by letter what has no key")
    func menu() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2.C")
        #expect(bench.screen.contains("Cancel #1 Staff, autumn"))
        await bench.press("y")
        #expect(bench.administration.projection.state.invitations[School.staff]?.isCancelled == true)
    }

    @Test("A message of which nobody knows is settled from the work list")
    func settle() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("8G<enter>")
        if bench.sheet == nil { await bench.press("g<enter>") }
        await bench.press("y")
        #expect(bench.commands.isEmpty, "a choice has to be made first")
        await bench.press("sy")
        #expect(bench.administration.projection.state.recipient(RecipientKey(School.staff, UserID(7)))?.status == .sent)
    }

    @Test("The command line completes, remembers and does: open, cancel, sort, theme, q")
    func commandLine() async throws {
        let bench = await Bench(try School.invited())
        await bench.press(":open 1<enter>")
        #expect(bench.model.focus == .usage)
        await bench.press(":canc<tab><enter>")
        #expect(bench.screen.contains("Cancel #1") || bench.line.contains("command"))
        await bench.press("<esc>:sort username<enter>")
        #expect(bench.model.users.order == .username)
        await bench.press(":nonsense<enter>")
        #expect(bench.line.contains("nonsense"))
        await bench.press(":<up><up><enter>:theme mono<enter>:q<enter>")
        #expect(bench.effects.contains(.loadTheme("mono")))
        #expect(bench.hasQuit)
        #expect(bench.model.session.history.contains("open 1"))
    }

    @Test("Ctrl-C closes what lies over the panes; twice on the panes it leaves")
    func interrupt() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2r<ctrl-c>")
        #expect(bench.sheet == nil)
        await bench.press("<ctrl-c>")
        #expect(!bench.hasQuit)
        await bench.press("<ctrl-c>")
        #expect(bench.hasQuit)
    }

    @Test("Leaving while this console delivers and messages wait asks first")
    func leaving() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2ry")
        bench.administration.change { $0.deliverer = .thisProcess }
        await bench.refresh()
        await bench.press("qq")
        #expect(!bench.hasQuit)
        await bench.press("y")
        #expect(bench.hasQuit)
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

extension KeyTests {
    @Test("A sheet that is longer than the screen is scrolled, and y still counts")
    func longSheet() async throws {
        let bench = await Bench(try School.invited(), 44, 12)
        await bench.press("R")
        #expect(bench.screen.contains("anna.almond: accepted"))
        #expect(!bench.screen.contains("Books stay"))
        await bench.press("<pagedown><pagedown><pagedown>")
        #expect(bench.screen.contains("Books stay"))
        #expect(bench.screen.contains("y does it"))
        await bench.press("y")
        #expect(bench.commands.count == 1)
    }

    @Test("R15: with several registrations the redo sheet asks at which location")
    func severalLocations() async throws {
        let engine = try School.invited()
        var lyon = School.location(engine.now)
        (lyon.name, lyon.uniqueLocationID) = ("Lyon", "2")
        try engine.perform(.addLocation(lyon, siteName: nil), by: "ada")
        var settings = School.settings("Lyon staff")
        settings.location = LocationID(2)
        try engine.perform(.createInvitation(settings, takeBackWindow: .zero), by: "ada")
        let confirmed = [ConfirmedRegistration(user: UserID(1), appleStatus: "Registered", inviteCode: [1])]
        engine.record([.registrationConfirmed(LocationID(2), confirmed, readBack: false)])
        let bench = await Bench(engine)
        await bench.press("Ry")
        #expect(bench.commands.isEmpty)
        #expect(bench.screen.contains("At which location?"))
        await bench.press("2y")
        #expect(bench.administration.projection.state.runningRedo(of: UserID(1), at: LocationID(2)) != nil)
    }
}
