import Glibc
import Synchronization

/// One thread of ours for the actor that writes: it may wait for the disk and for a lock without holding up anybody else.
///
/// Dispatch offers no serial executor on Linux, and Swift's own threads must not block.
final class WriterExecutor: SerialExecutor {
    private struct Queue: ~Copyable {
        var jobs: [UnownedJob] = []
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let wake = Semaphore()

    init() {
        let thread = Unmanaged.passRetained(self)
        var id = pthread_t()
        let created = unsafe pthread_create(
            &id, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<WriterExecutor>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, thread.toOpaque())
        precondition(created == 0, "The writer needs a thread of its own, and the system gives none.")
        pthread_detach(id)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.withLock { $0.jobs.append(job) }
        wake.signal()
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    private func run() {
        while true {
            wake.wait()
            let jobs = queue.withLock { queue in
                defer { queue.jobs = [] }
                return queue.jobs
            }
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }
}

/// A counting semaphore of the C library, which has to stay where it is in memory.
private final class Semaphore: Sendable {
    // Safe to share: sem_t is made for use by several threads, and the pointer never changes.
    nonisolated(unsafe) private let semaphore: UnsafeMutablePointer<sem_t>

    init() {
        unsafe semaphore = .allocate(capacity: 1)
        unsafe sem_init(semaphore, 0, 0)
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    func signal() { unsafe sem_post(semaphore) }

    func wait() { while unsafe sem_wait(semaphore) != 0 {} }
}
