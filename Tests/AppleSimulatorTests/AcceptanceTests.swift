import Foundation
import Testing

@testable import AppleSimulator

@Suite("Accepting and declining")
struct AcceptanceTests {
    private func invited(_ change: (inout SimulatedApple.Rules) -> Void = { _ in }) throws -> Stage {
        var stage = Stage(change)
        try stage.run(.create, user("u1"), user("u2"))
        return stage
    }

    @Test("Accepting binds the account, whatever the address in the record")
    func accept() throws {
        var stage = try invited()
        _ = try stage.apple.accept(stage.code("u1"), with: " Lea@Home.example ")
        #expect(stage.statuses("u1") == [.associated])
        #expect(stage.records("u1").map(\.account) == ["lea@home.example"])
        #expect(stage.apple.openInvitations(limit: 9).map(\.clientUserId) == ["u2"])
    }

    @Test("A code is good once")
    func acceptTwice() throws {
        var stage = try invited()
        _ = try stage.apple.accept(stage.code("u1"), with: "lea@home.example")
        #expect(throws: AcceptanceRefusal.usedCode) { try stage.apple.accept(stage.code("u1"), with: "tom@home.example") }
        #expect(stage.records("u1").map(\.account) == ["lea@home.example"])
    }

    @Test("Declining changes nothing that the service shows, and the same code can be accepted later")
    func decline() throws {
        var stage = try invited()
        try stage.apple.decline(stage.code("u1"))
        #expect(stage.statuses("u1") == [.registered])
        #expect(stage.records("u1").map(\.declines) == [1])
        _ = try stage.apple.accept(stage.code("u1"), with: "lea@home.example")
        #expect(stage.statuses("u1") == [.associated])
    }

    @Test("Texts that are no code are unknown", arguments: ["", "x", String(repeating: "0", count: 32), "ÄÖ<script>"])
    func unknown(text: String) throws {
        var stage = try invited()
        #expect(throws: AcceptanceRefusal.unknownCode) { try stage.apple.accept(text, with: "lea@home.example") }
    }

    @Test(
        "Texts that are no account leave the invitation open",
        arguments: ["", "  ", "a b", "a\u{7}b", String(repeating: "x", count: 255)])
    func unusableAccount(text: String) throws {
        var stage = try invited()
        #expect(throws: AcceptanceRefusal.unusableAccount) { try stage.apple.accept(stage.code("u1"), with: text) }
        #expect(stage.statuses("u1") == [.registered])
    }

    @Test("Two users with one account have equal hashes where sharing is allowed")
    func sharedAccount() throws {
        var stage = try invited()
        _ = try stage.apple.accept(stage.code("u1"), with: "family@home.example")
        _ = try stage.apple.accept(stage.code("u2"), with: "FAMILY@home.example")
        let hashes = (stage.records("u1") + stage.records("u2")).map { UserWire($0, secret: stage.apple.secret).idHash }
        #expect(hashes[0] != nil && hashes[0] == hashes[1])
    }

    @Test("Where sharing is refused, the second acceptance fails and the invitation stays open")
    func sharedAccountRefused() throws {
        var stage = try invited { $0.behaviour.sharedAccount = .refused }
        _ = try stage.apple.accept(stage.code("u1"), with: "family@home.example")
        #expect(throws: AcceptanceRefusal.accountBoundElsewhere) {
            try stage.apple.accept(stage.code("u2"), with: "family@home.example")
        }
        #expect(stage.statuses("u2") == [.registered])
    }

    @Test("After a redo the same account brings the former record back, or makes it Deleted, by the switch")
    func sameAccountAgain() throws {
        for (switched, expected) in [
            (SimulatorBehaviour.SameAccountAgain.formerRecordReturns, [UserStatus.associated, .retired]),
            (.newRecordBinds, [.deleted, .associated]),
        ] {
            var stage = try invited { $0.behaviour.sameAccountAgain = switched }
            _ = try stage.apple.accept(stage.code("u1"), with: "lea@home.example")
            try stage.run(.retire, user("u1"))
            try stage.run(.create, user("u1"))
            _ = try stage.apple.accept(stage.code("u1"), with: "lea@home.example")
            #expect(stage.statuses("u1") == expected)
            #expect(throws: AcceptanceRefusal.usedCode) { try stage.apple.invitation(stage.code("u1")) }
        }
    }

    @Test("After a redo another account leaves the former record Retired with its own hash")
    func otherAccountAfterRedo() throws {
        var stage = try invited()
        _ = try stage.apple.accept(stage.code("u1"), with: "lea@home.example")
        try stage.run(.retire, user("u1"))
        try stage.run(.create, user("u1"))
        _ = try stage.apple.accept(stage.code("u1"), with: "lea@work.example")
        #expect(stage.statuses("u1") == [.retired, .associated])
        #expect(stage.records("u1").map(\.account) == ["lea@home.example", "lea@work.example"])
    }
}
