import Foundation
import TestSupport
import Testing

@Suite("R30: a worker that is killed", .serialized)
struct KillTests {
    private static let kills = number("ROLLCALL_KILLS") ?? 200
    private static let people = number("ROLLCALL_KILL_PEOPLE") ?? 2_000

    private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap(Int.init) }

    @Test("Killed at random moments of a send, it mails nobody twice and forgets nobody; what cannot be known is listed")
    func killedAtRandomMoments() async throws {
        let people = Self.people
        let stage = try await Stage(users: people)
        try await stage.expectDone(
            "invitations", "create", "--name", "Everybody", "--location", "1", "--method", "email", "--all-users", "--yes")
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(state: seed)
        var inFlightAtKills = 0
        var kills = 0
        // The first kill waits for the first mail, so that the moments fall into the send.
        let first = try stage.rollcall.start(["work", "--until-idle"])
        _ = try await eventually("the first mail") { await stage.mail.messages.isEmpty ? nil : true }
        first.signal(SIGKILL)
        _ = await first.outcome()
        kills += 1
        inFlightAtKills += 16
        // The moments are spread over the whole send: the window grows while the kills run ahead of the mails, else it shrinks.
        let widest = 600.0 * max(1, Double(people) / 2_000 * 200 / Double(Self.kills))
        var window = widest * 2 / 3
        while kills < Self.kills {
            let worker = try stage.rollcall.start(["work", "--until-idle", "--patience", "1s"])
            // The moment itself is what is random here: nothing is awaited.
            try await Task.sleep(for: .milliseconds(Int(random.next() % UInt64(window))))
            guard worker.isRunning else { break }
            worker.signal(SIGKILL)
            _ = await worker.outcome()
            kills += 1
            inFlightAtKills += 16
            let mailed = await stage.mail.messages.count
            window = mailed * Self.kills > people * kills ? max(20, window * 0.8) : min(widest, window * 1.05)
        }
        #expect(kills >= Self.kills / 2, "the send ended after \(kills) kills")
        let last = try await stage.rollcall.run("work", "--until-idle", "--patience", "5s")
        #expect(last.status == 0, "seed \(seed), after \(kills) kills: \(last.error)")
        try await check(stage, people: people, inFlightAtMost: inFlightAtKills, seed: seed, kills: kills)
    }

    private func check(_ stage: Stage, people: Int, inFlightAtMost: Int, seed: UInt64, kills: Int) async throws {
        let rows = try await stage.usage(1)
        #expect(rows.count == people)
        let mails = Dictionary(grouping: await stage.mail.messages.compactMap(\.recipient)) { $0 }.mapValues(\.count)
        let twice = mails.filter { $0.value > 1 }
        #expect(twice.isEmpty, "seed \(seed): mailed twice: \(twice.keys.sorted().prefix(5))")
        var unknown = 0
        for (username, row) in rows {
            let got = mails["\(username)@northwind.example"] ?? 0
            switch row["status"] as? String {
            case "sent": #expect(got == 1, "seed \(seed): \(username) is called sent and got \(got)")
            case "skipped": #expect(got == 0)
            case "unknown": unknown += 1
            case let other: Issue.record("seed \(seed): \(username) is \(other ?? "nothing")")
            }
        }
        #expect(unknown <= inFlightAtMost)
        print("kills \(kills), mailed \(mails.count), unknown \(unknown) of at most \(inFlightAtMost), seed \(seed)")
        let worklist = try await stage.expectDone("worklist", "--json").objects
        #expect(worklist.count >= unknown)
    }
}

/// A small generator that can be replayed by its seed.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
