import Domain
import Engine
import Store
import Synchronization
import Testing

/// A log whose disk refuses turns for as long as the test says.
private final class RefusingLog: EventLog {
    let inner: Journal
    let refusal = Mutex<JournalError?>(nil)

    init(_ inner: Journal) { self.inner = inner }

    func transact<Failure: Error>(
        after position: UInt64, _ body: ([Record]) throws(Failure) -> [PendingTransaction]
    ) throws(TransactError<Failure>) -> [Record] {
        if let error = refusal.withLock({ $0 }) { throw .journal(error) }
        return try inner.transact(after: position, body)
    }

    func read(after position: UInt64, limit: Int) throws(JournalError) -> [Record] {
        try inner.read(after: position, limit: limit)
    }
    var changes: AsyncStream<Void> { inner.changes }
}

@Suite("What the engine does when the disk refuses a turn")
struct RefusedWriteTests {
    @Test("A disk that is read-only is asked again, and the reason is shown until it takes a command")
    func comesBack() async throws {
        let base = try await EngineStage()
        let log = RefusingLog(base.store.journal)
        let stage = try await EngineStage(folder: base.folder, log: log)
        log.refusal.withLock { $0 = .readOnly(path: "/store", because: nil) }
        await #expect(throws: CommandFailure.self) { try await stage.perform(.createGroup(name: "Staff")) }
        #expect(stage.engine.projection.readOnly != nil)
        log.refusal.withLock { $0 = nil }
        try await stage.perform(.createGroup(name: "Staff"))
        #expect(stage.engine.projection.readOnly == nil)
        #expect(stage.state.groups.count == 1)
    }

    @Test("After a sync that failed nothing is known of the command, and the next one is taken")
    func outcomeUnknown() async throws {
        let base = try await EngineStage()
        let log = RefusingLog(base.store.journal)
        let stage = try await EngineStage(folder: base.folder, log: log)
        log.refusal.withLock { $0 = .outcomeUnknown(path: "/store", call: "fdatasync", errno: 5) }
        await #expect(throws: CommandFailure.self) { try await stage.perform(.createGroup(name: "Staff")) }
        #expect(stage.state.groups.isEmpty)
        log.refusal.withLock { $0 = nil }
        try await stage.perform(.createGroup(name: "Pilot"))
        #expect(stage.state.groups.values.map(\.name) == ["Pilot"])
    }

    @Test("A damaged store is not asked again")
    func damaged() async throws {
        let base = try await EngineStage()
        let log = RefusingLog(base.store.journal)
        let stage = try await EngineStage(folder: base.folder, log: log)
        log.refusal.withLock { $0 = .markDisagrees(path: "/store", sequence: 1, offset: 1) }
        await #expect(throws: CommandFailure.self) { try await stage.perform(.createGroup(name: "Staff")) }
        log.refusal.withLock { $0 = nil }
        await #expect(throws: CommandFailure.self) { try await stage.perform(.createGroup(name: "Staff")) }
    }
}
