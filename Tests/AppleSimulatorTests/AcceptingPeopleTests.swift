import Foundation
import Testing

@testable import AppleSimulator

@Suite("People who accept over time")
struct AcceptingPeopleTests {
    private func accepted(after seconds: Double) throws -> Set<String> {
        var stage = Stage()
        try stage.run(.create, people(0..<50))
        stage.apple.people = AcceptingPeople(perMinute: 60, since: stage.now)
        stage.apple.advance(to: stage.now + seconds)
        return Set(stage.apple.locations[0].records.filter { $0.status == .associated }.map(\.clientUserId))
    }

    @Test("Sixty a minute are one a second, until nobody is left")
    func rate() throws {
        #expect(try accepted(after: 0.9).isEmpty)
        #expect(try accepted(after: 10).count == 10)
        #expect(try accepted(after: 500).count == 50)
    }

    @Test("The same seed picks the same people, however often time is looked at")
    func deterministic() throws {
        var stage = Stage()
        try stage.run(.create, people(0..<50))
        stage.apple.people = AcceptingPeople(perMinute: 60, since: stage.now)
        for step in 1...100 { stage.apple.advance(to: stage.now + Double(step) / 10) }
        let found = stage.apple.locations[0].records.filter { $0.status == .associated }.map(\.clientUserId)
        #expect(Set(found) == (try accepted(after: 10)))
    }

    @Test("A person always has the same account, and different people have different ones")
    func accounts() {
        #expect(AcceptingPeople.account(of: "u1") == AcceptingPeople.account(of: "u1"))
        #expect(AcceptingPeople.account(of: "u1") != AcceptingPeople.account(of: "u2"))
        let account = AppleAccount(AcceptingPeople.account(of: "u1"))
        #expect(account.map(ManagedAccountRule(domains: []).belongsToOrganisation) == false)
    }

    @Test("Turns that pass without an invitation are lost, not saved up")
    func idle() throws {
        var stage = Stage()
        stage.apple.people = AcceptingPeople(perMinute: 600_000, since: stage.now)
        stage.now += 86_400
        stage.apple.advance(to: stage.now)
        stage.apple.people = AcceptingPeople(perMinute: 60, since: stage.now - 3600)
        stage.apple.advance(to: stage.now)
        try stage.run(.create, people(0..<50))
        #expect(stage.apple.open.codes.count >= 49)
    }

    @Test("The share that uses one account by mistake does so")
    func mistakes() throws {
        var stage = Stage()
        try stage.run(.create, people(0..<40))
        stage.apple.people = AcceptingPeople(perMinute: 6000, sharedAccountPercent: 50, since: stage.now)
        stage.apple.advance(to: stage.now + 10)
        let shared = stage.apple.locations[0].records.filter { $0.account == AcceptingPeople.sharedAccount }.count
        #expect((5...35).contains(shared))
    }

    @Test("Rates that are none are refused", arguments: [0, -1, .nan, .infinity, 1e9])
    func badRates(rate: Double) {
        #expect(AcceptingPeople(perMinute: rate, since: .now) == nil)
    }
}
