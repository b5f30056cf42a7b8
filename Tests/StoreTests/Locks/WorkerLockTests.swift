import Glibc
import Store
import Testing

struct WorkerLockTests {
    @Test("At most one process delivers; who it is can be read; its death frees the lock")
    func oneWorker() throws {
        let store = try TemporaryStore()
        let mine = try store.open().workerLock
        #expect(try mine.holder() == nil)
        let probe = try Probe("deliver", store.path, "ben")
        #expect(probe.line() == "delivering")
        #expect(try !mine.tryAcquire() && !mine.isHeld)
        let holder = try mine.holder()
        #expect(holder?.processID == probe.processID && holder?.name == "ben" && holder?.role == .service)
        probe.signal(SIGKILL)
        _ = probe.finish()
        #expect(try mine.holder() == nil)
        #expect(try mine.tryAcquire() && mine.tryAcquire() && mine.isHeld)
        #expect(try mine.holder()?.name == "ada")
        let other = try Probe("deliver", store.path, "eve")
        #expect(other.line() == "refused")
        _ = other.finish()
        mine.release()
        #expect(try mine.holder() == nil)
    }

    @Test("Two parts of one process exclude each other too")
    func sameProcess() throws {
        let store = try TemporaryStore()
        let (one, two) = (try store.open(), try store.open())
        #expect(try one.workerLock.tryAcquire())
        #expect(try !two.workerLock.tryAcquire())
        one.workerLock.release()
        #expect(try two.workerLock.tryAcquire())
    }

    @Test("A worker's start is recorded with its epoch")
    func workerStarted() throws {
        let journal = try TemporaryStore.filled(2).open().journal
        #expect(journal.readOnlyReason == nil)
        let start = WorkerStart(epoch: 7, bootID: "b-1", processID: 42)
        let record = PendingRecord(start)
        #expect(record.kind == "store.workerStarted")
        #expect(try WorkerStart(body: record.body[...]) == start)
    }
}
