import Domain
import Testing
import TestSupport

@testable import Console

/// The five jobs of every day, key for key.
@Suite("The five jobs")
struct JobTests {
    @Test("\"Nothing came\": /anna, Enter, r, y sends again to the one person")
    func nothingCame() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("/anna.berg<enter>r")
        #expect(bench.sheet?.plan.terms.people == 1)
        await bench.press("y")
        let queued = bench.administration.projection.state.recipient(RecipientKey(School.staff, UserID(2)))
        #expect(queued?.status == .queued)
        #expect(queued?.sendNumber == 2)
        #expect(bench.line.contains("Sending again to 1 person"))
        #expect(bench.screen.contains("s to take back (u)"))
    }

    @Test("\"I have just accepted\": /anna, Enter, a asks Apple about that user without a question")
    func justAccepted() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("/anna.berg<enter>a")
        #expect(bench.commands == [.requestRead(School.paris, users: [UserID(2)])])
        #expect(bench.line.contains("Asked Apple about anna.berg"))
    }

    @Test("Chase the silent: 2, r, y sends again to all of the invitation who have not accepted")
    func chase() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("2ry")
        guard case .resendInvitation(School.staff, let selection, let window, let version)? = bench.commands.first else {
            Issue.record("no resend: \(bench.commands), \(bench.screen)")
            return
        }
        #expect(selection.users == nil)
        #expect(window == .seconds(10))
        #expect(version == bench.model.state.invitations[School.staff]?.decision.sequence)
        #expect(bench.administration.projection.state.invitations[School.staff]?.counts[.accepted] == 2)
    }

    @Test("Redo: /anna, Enter, R, y retires and invites again")
    func redo() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("/anna.almond<enter>R")
        #expect(bench.sheet?.plan.terms.needsReason == nil)
        await bench.press("y")
        let redo = bench.administration.projection.state.runningRedo(of: UserID(1), at: School.paris)
        #expect(redo?.stage == .requested)
        #expect(bench.line.contains("Redo of 1 person has begun"))
    }

    @Test("The boss's number: =, y copies one line")
    func number() async throws {
        let bench = await Bench(try School.invited())
        await bench.press("=y")
        #expect(bench.copied.first?.contains("2 of 8 accepted") == true)
        #expect(bench.line.contains("Copied"))
    }
}
