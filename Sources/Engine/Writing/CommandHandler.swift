import Domain
import Store

/// The one writer of a process: decides, makes durable, takes in, publishes; in this order and never another.
///
/// Commands that wait together are written together (group commit): each is decided on what those before it made.
actor CommandHandler {
    /// A command that waits for its turn.
    struct Wish: Sendable {
        var command: Command
        var context: Context
        /// Runs between the decision and the write, for what has to be on disk before the event is.
        var prepare: (@Sendable ([Event]) throws(CommandFailure) -> Void)?
    }

    private struct Waiting {
        var wish: Wish
        var answer: CheckedContinuation<Result<CommandResult, CommandFailure>, Never>
    }

    nonisolated let executor: WriterExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let log: any EventLog
    private let published: ProjectionStream
    private var state = State()
    private var waiting: [Waiting] = []
    /// Why nothing is written now.
    private var isReadOnly: String?
    /// Whether the reason may pass by itself, so that the store is asked again: a disk that comes back.
    private var mayPass = false
    private let keeper: (any StateKeeping)?
    private var isKeeping = false

    init(log: any EventLog, keeper: (any StateKeeping)?, publishing published: ProjectionStream, readOnly: String?) {
        self.executor = WriterExecutor()
        self.log = log
        self.keeper = keeper
        self.published = published
        self.isReadOnly = readOnly
        published.publish { $0.readOnly = readOnly }
    }

    /// Takes up the state that was kept last, then reads what the journal has beyond it.
    ///
    /// - Throws: `.store` when the journal is damaged: what was readable before the damage is published.
    func load() throws(CommandFailure) {
        if let kept = keeper?.keptState() { state = kept }
        defer { publish() }
        let reading = ReadAhead(log, after: state.sequence)
        defer { reading.stop() }
        while true {
            switch reading.next() {
            case .batch(let batch): take(batch)
            case .failed(let error): throw stop(error)
            case .unreadable(let failure): throw failure
            case .end: return
            }
        }
    }

    /// Reads the journal from where it was read to, and publishes what it says.
    ///
    /// - Throws: `.store` when the journal is damaged: what was readable before the damage is published.
    func catchUp() throws(CommandFailure) {
        let before = state.sequence
        defer { if state.sequence != before { publish() } }
        while true {
            let records: [Record]
            do { records = try log.read(after: state.sequence, limit: ReadAhead.batchLength) } catch { throw stop(error) }
            guard !records.isEmpty else { return }
            take(try DecodedBatch(records))
        }
    }

    /// How many bytes of the journal the kept state does not hold yet.
    private(set) var unkeptBytes = 0

    /// Keeps the state for the next start, if enough has come since the last time. Others write and read on meanwhile.
    ///
    /// - Parameter compacts: also make a snapshot when the journal has become long; for processes that stay.
    func keepIfWorthIt(atLeast bytes: Int = 0, compacts: Bool = false) async {
        guard let keeper, !isKeeping, unkeptBytes >= max(bytes, keeper.worthKeeping) else { return }
        isKeeping = true
        defer { isKeeping = false }
        let (before, bytes) = (state, unkeptBytes)
        let kept = await withCheckedContinuation { done in
            OwnThread.start {
                let kept = keeper.keep(before)
                if compacts { keeper.compactIfDue(before) }
                done.resume(returning: kept)
            }
        }
        // When it failed, it is tried again only after as much again.
        unkeptBytes -= bytes
        guard let kept else { return }
        state.adopt(kept, unchangedSince: before)
        publish()
    }

    /// Decides a command, makes it durable and takes it in.
    func perform(_ wish: Wish) async throws(CommandFailure) -> CommandResult {
        let result = await withCheckedContinuation { answer in
            waiting.append(Waiting(wish: wish, answer: answer))
            // What arrives before this runs is written with the same sync.
            if waiting.count == 1 { Task { self.writeWaiting() } }
        }
        return try result.get()
    }

    /// Decides a command on the newest state and changes nothing.
    func preview(_ command: Command, _ context: Context) throws(CommandFailure) -> [Event] {
        do { return try state.decide(command, context) } catch { throw .refused(error) }
    }

    private func writeWaiting() {
        let turn = waiting
        waiting = []
        guard !turn.isEmpty else { return }
        var results: [Result<CommandResult, CommandFailure>]
        do { results = try write(turn.map(\.wish)) } catch { results = turn.map { _ in .failure(error) } }
        for (one, result) in zip(turn, results) { one.answer.resume(returning: result) }
    }

    /// One turn for all: each wish gets its own answer; a failure of the store is everybody's.
    private func write(_ wishes: [Wish]) throws(CommandFailure) -> [Result<CommandResult, CommandFailure>] {
        if let isReadOnly, !mayPass { throw .readOnly(isReadOnly) }
        var batch = Batch()
        let written: [Record]
        do {
            written = try log.transact(after: state.sequence) { (missed) throws(CommandFailure) in
                self.take(try DecodedBatch(missed))
                batch.decide(wishes, on: self.state)
                return batch.transactions
            }
        } catch {
            switch error {
            case .body(let failure): throw failure
            case .journal(let error): throw stop(error)
            }
        }
        take(try DecodedBatch(written))
        if mayPass { writeAgain() }
        publish()
        return batch.results(written) { (sequence) throws(CommandFailure) in try self.eventsOfRepeat(sequence) }
    }

    /// A command that was done before: what it made then.
    private func eventsOfRepeat(_ sequence: UInt64) throws(CommandFailure) -> [Event] {
        let records: [Record]
        do { records = try log.read(after: sequence - 1, limit: 1) } catch { throw stop(error) }
        var events: [Event] = []
        for record in records where record.transaction == sequence {
            if let event = try DecodedBatch.decode(record) { events.append(event) }
        }
        return events
    }

    private func take(_ batch: DecodedBatch) {
        state.take(batch)
        unkeptBytes += batch.byteCount
    }

    /// Turns an error of the store into words; one that forbids writing makes this process read-only.
    ///
    /// What the disk refused once is void, and the store goes on in a new segment; when it refuses again, it says so itself.
    private func stop(_ error: JournalError) -> CommandFailure {
        switch error {
        case .damaged, .confirmedMissing, .newerVersion, .markDisagrees: refuseWriting("\(error)", mayPass: false)
        case .readOnly: refuseWriting("\(error)", mayPass: true)
        default: break
        }
        return .store("\(error)", isDamage: error.isDamage)
    }

    private func refuseWriting(_ words: String, mayPass: Bool) {
        isReadOnly = words
        self.mayPass = mayPass
        published.publish { $0.readOnly = words }
    }

    private func writeAgain() {
        isReadOnly = nil
        mayPass = false
        published.publish { $0.readOnly = nil }
    }

    private func publish() {
        let state = state
        published.publish { $0.take(state) }
    }
}
