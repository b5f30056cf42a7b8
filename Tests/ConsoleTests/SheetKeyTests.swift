import Domain
import Engine
import Terminal
import Testing
import TestSupport

@testable import Console

/// What each key does in what lies over the panes: sheets, forms, pages, the menu and the command line.
@Suite("Keys in sheets")
struct SheetKeyTests {
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

    @Test("R28: a user whom somebody else changed while the form was open is not changed over it")
    func editStale() async throws {
        let bench = await Bench(try School.invited())
        let user = try #require(bench.administration.projection.state.users[UserID(3)])
        await bench.press("jje<enter>cole@example.org<enter>")
        var other = user
        other.email = "first@example.org"
        bench.administration.record([.usersChanged([other])])
        await bench.press("y")
        #expect(bench.administration.projection.state.users[UserID(3)]?.email == "first@example.org")
        #expect(bench.commands.contains { if case .changeUser(_, _, ifVersion: .some) = $0 { true } else { false } })
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
