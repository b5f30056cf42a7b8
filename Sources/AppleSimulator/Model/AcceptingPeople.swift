import Crypto
import Foundation

/// Made-up people who accept open invitations, one after the other at a steady rate.
///
/// Whom they pick and which account they use follows from the service's secret alone.
struct AcceptingPeople: Equatable, Sendable {
    /// Acceptances a minute that a rate may have.
    static let rates = 0.01...600_000

    let perMinute: Double
    /// Of a hundred people, how many use one and the same account by mistake.
    let sharedAccountPercent: Int
    private let since: Date
    private(set) var turns = 0

    /// Nil when the rate is outside `rates` or the share outside 0...100.
    init?(perMinute: Double, sharedAccountPercent: Int = 0, since: Date) {
        guard Self.rates.contains(perMinute), (0...100).contains(sharedAccountPercent) else { return nil }
        self.perMinute = perMinute
        self.sharedAccountPercent = sharedAccountPercent
        self.since = since
    }

    var nextTurn: Date { since.addingTimeInterval(Double(turns + 1) * 60 / perMinute) }

    /// Passes over turns without invitations, so that idle hours cost nothing.
    mutating func skipTurns(before moment: Date) {
        turns = max(turns + 1, Int(moment.timeIntervalSince(since) * perMinute / 60))
    }

    mutating func countTurn() { turns += 1 }

    /// The personal account that the person behind an id always uses.
    static func account(of clientUserId: String) -> String {
        let digest = Array(SHA256.hash(data: Data(clientUserId.utf8)))
        return "person-\(digest[0..<6].hexText)@personal.example"
    }

    /// The account of people who make the mistake.
    static let sharedAccount = "family@personal.example"
}

extension SimulatedApple {
    /// One person's turn; `moment` is how far time may be passed over when nothing is open.
    mutating func takeTurn(before moment: Date) {
        guard let people else { return }
        guard !open.codes.isEmpty else {
            self.people?.skipTurns(before: moment)
            return
        }
        // Records only grow, so the same turn after a restart of the people picks anew.
        let turn = people.turns + locations.reduce(0) { $0 + $1.changeLog.count }
        let code = open.codes[secret.pick("person", turn, below: open.codes.count)]
        self.people?.countTurn()
        guard let place = place(of: code) else { return }
        let mistaken = secret.pick("mistake", turn, below: 100) < people.sharedAccountPercent
        let own = AcceptingPeople.account(of: record(at: place).clientUserId)
        // A refusal is what a person would see on the page; the turn is over either way.
        _ = try? accept(code.description, with: mistaken ? AcceptingPeople.sharedAccount : own)
    }
}
