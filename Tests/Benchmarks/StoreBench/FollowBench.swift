import Domain
import Store

/// One process writes and says when each commit was durable; another says when it could read it.
struct FollowBench {
    private let journal: Journal

    init(path: String) throws {
        journal = try OpenStore.directory(path).journal
    }

    func write(count: Int, pause: UInt32) throws {
        var last = try journal.forEachBatch(after: 0) { _ throws(Never) in }
        for _ in 0..<count {
            let transaction = PendingTransaction(
                at: WallClock.milliseconds(), by: "bench",
                records: [EventCoding.encode(.recipientSent(RecipientKey(InvitationID(1), UserID(1)), epoch: 1))])
            let written = try journal.transact(after: last) { _ throws(Never) in [transaction] }
            last = written.last?.sequence ?? last
            Figure.line("\(last) \(Clock.nanoseconds())")
            Pause.microseconds(pause)
        }
    }

    func follow(count: Int) async throws {
        var last = try journal.forEachBatch(after: 0) { _ throws(Never) in }
        Figure.line("ready 1")
        var seen = 0
        for await _ in journal.changes {
            for record in try journal.read(after: last, limit: 4096) {
                last = record.sequence
                guard !record.isStoreOwn else { continue }
                Figure.line("\(last) \(Clock.nanoseconds())")
                seen += 1
            }
            if seen >= count { return }
        }
    }
}
