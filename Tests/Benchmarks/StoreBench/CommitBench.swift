import Domain
import Store

/// Durable commits, beside raw appends of as many bytes to a file in the same folder.
struct CommitBench {
    private let path: String
    private let journal: Journal

    init(path: String) throws {
        self.path = path
        journal = try OpenStore.directory(path).journal
    }

    /// `batch` transactions of one event a turn.
    func batched(events: Int, batch: Int) throws {
        var last = try end()
        let raw = try RawFile(path + ".raw")
        var (store, appends, bytes) = (0.0, 0.0, 0)
        for turn in 0..<max(1, events / batch) {
            let transactions = (0..<batch).map { transaction(turn * batch + $0) }
            let (seconds, written) = try Clock.time { try journal.transact(after: last) { _ throws(Never) in transactions } }
            last = written.last?.sequence ?? last
            let block = written.reduce(0) { $0 + $1.line.count + 1 }
            store += seconds
            bytes += block
            appends += try raw.append(block)
        }
        Figure.say("batched", store)
        Figure.say("batched_raw", appends)
        Figure.say("batched_bytes", bytes)
    }

    /// One event a turn; each beside a raw append of the same size.
    func single(count: Int, pause: UInt32) throws {
        var last = try end()
        let raw = try RawFile(path + ".raw-\(Clock.nanoseconds())")
        var (commits, appends) = ([Double](), [Double]())
        for turn in 0..<count {
            let (seconds, written) = try Clock.time {
                try journal.transact(after: last) { _ throws(Never) in [transaction(turn)] }
            }
            last = written.last?.sequence ?? last
            commits.append(seconds)
            appends.append(try raw.append(written.reduce(0) { $0 + $1.line.count + 1 }))
            Pause.microseconds(pause)
        }
        Figure.say("commit", commits)
        Figure.say("raw", appends)
    }

    /// What a bulk writer does: turn after turn at the pace that leaves others room.
    func bulk(seconds: Double) throws {
        var last = try end()
        var (pace, events, turn) = (TurnPace(), 0, 0)
        let began = Clock.seconds()
        Figure.line("ready 1")
        while Clock.seconds() - began < seconds {
            let transactions = (0..<pace.records).map { transaction(turn + $0) }
            let turnBegan = ContinuousClock.now
            let written = try journal.transact(after: last) { _ throws(Never) in transactions }
            pace.took(ContinuousClock.now - turnBegan, records: written.count)
            last = written.last?.sequence ?? last
            events += transactions.count
            turn += transactions.count
        }
        Figure.say("bulk_rate", Double(events) / (Clock.seconds() - began))
    }

    private func transaction(_ number: Int) -> PendingTransaction {
        PendingTransaction(
            at: WallClock.milliseconds(), by: "bench",
            records: [EventCoding.encode(.recipientSent(RecipientKey(InvitationID(1), UserID(UInt32(number + 1))), epoch: 1))])
    }

    private func end() throws -> UInt64 {
        try journal.forEachBatch(after: 0) { _ throws(Never) in }
    }
}
