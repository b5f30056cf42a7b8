import Foundation
import Synchronization

/// Threads of our own for calls that block, so that they never hold up Swift's cooperative pool.
///
/// A thread starts when work is waiting and nobody is idle, makes its own context first, and keeps it until the end:
/// a handle that only one thread may touch needs no lock. Dropping the last reference ends the threads.
package final class BlockingThreads<Context>: Sendable {
    private let queue: Queue

    /// - Parameters:
    ///   - name: what the system's tools show of each thread; fifteen bytes of it.
    ///   - count: at most so many threads at a time; at least one.
    ///   - makeContext: runs on each thread before its first work.
    package init(name: String, count: Int, makeContext: @escaping @Sendable () -> Context) {
        queue = Queue(name: name, limit: max(1, count), makeContext: makeContext)
    }

    deinit { queue.close() }

    /// Runs `body` on one of the threads and returns what it returned.
    package func run<Value: Sendable>(_ body: @escaping @Sendable (Context) -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.add { continuation.resume(returning: body($0)) }
        }
    }

    private final class Queue: Sendable {
        typealias Job = @Sendable (Context) -> Void

        private struct State {
            var jobs: [Job] = []
            var idle = 0
            var started = 0
        }

        private let name: String
        private let limit: Int
        private let makeContext: @Sendable () -> Context
        private let state = Mutex(State())
        private let ready = DispatchSemaphore(value: 0)

        init(name: String, limit: Int, makeContext: @escaping @Sendable () -> Context) {
            self.name = name
            self.limit = limit
            self.makeContext = makeContext
        }

        func add(_ job: @escaping Job) {
            let needsThread = state.withLock { state in
                state.jobs.append(job)
                guard state.idle < state.jobs.count, state.started < limit else { return false }
                state.started += 1
                return true
            }
            if needsThread { startThread() }
            ready.signal()
        }

        func close() {
            // A signal without a job ends the thread that takes it.
            for _ in 0..<state.withLock(\.started) { ready.signal() }
        }

        private func startThread() {
            Thread.detachNewThread { [self] in
                // Not by `Thread.name`: until the start has returned to whoever made the thread, it reaches nobody.
                try? Data(name.utf8.prefix(15)).write(to: URL(fileURLWithPath: "/proc/thread-self/comm"))
                let context = makeContext()
                while let job = next() { job(context) }
            }
        }

        /// Waits for a job; nil when the threads are to end.
        private func next() -> Job? {
            state.withLock { $0.idle += 1 }
            ready.wait()
            return state.withLock { state in
                state.idle -= 1
                return state.jobs.isEmpty ? nil : state.jobs.removeFirst()
            }
        }
    }
}
