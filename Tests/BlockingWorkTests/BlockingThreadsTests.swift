import BlockingWork
import Foundation
import Synchronization
import Testing

struct BlockingThreadsTests {
    @Test("work runs on a thread with the name that it was given, and its value comes back")
    func name() async {
        let threads = BlockingThreads<Void>(name: "smtp", count: 1) {}
        let name = await threads.run { _ in try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8) }
        #expect(name == "smtp\n")
    }

    @Test("a thread makes its context once and keeps it for all its work")
    func context() async {
        let made = Atomic(0)
        let threads = BlockingThreads<Int>(name: "test", count: 1) { made.add(1, ordering: .relaxed).newValue }
        for _ in 0..<10 { #expect(await threads.run { $0 } == 1) }
        #expect(made.load(ordering: .relaxed) == 1)
    }

    @Test("so many run side by side as were asked for, and never more")
    func count() async {
        let threads = BlockingThreads<Void>(name: "test", count: 3) {}
        let together = Barrier(3)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<9 { group.addTask { await threads.run { _ in together.wait() } } }
        }
        #expect(together.most == 3)
    }

    @Test("work that blocks holds up nobody who waits for something else")
    func pool() async {
        let count = 2 * ProcessInfo.processInfo.activeProcessorCount
        let threads = BlockingThreads<Void>(name: "test", count: count) {}
        let go = DispatchSemaphore(value: 0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<count { group.addTask { await threads.run { _ in go.wait() } } }
            // Runs on Swift's own threads: were they the ones that wait, nobody would be left for this.
            group.addTask { for _ in 0..<count { go.signal() } }
        }
    }

    @Test("the threads end, and their contexts with them, when nobody holds them any more")
    func end() async {
        let ended = DispatchSemaphore(value: 0)
        var threads: BlockingThreads<Ending>? = BlockingThreads(name: "test", count: 2) { Ending(ended) }
        await threads?.run { _ in }
        threads = nil
        let isOver = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: ended.wait(timeout: .now() + 10) == .success) }
        }
        #expect(isOver)
    }
}

/// Signals when it goes.
private final class Ending: Sendable {
    private let semaphore: DispatchSemaphore

    init(_ semaphore: DispatchSemaphore) { self.semaphore = semaphore }

    deinit { semaphore.signal() }
}

/// Lets threads pass in groups of a size, and counts how many were there at one time.
private final class Barrier: Sendable {
    private struct Count {
        var arrived = 0
        var inside = 0
        var most = 0
    }

    private let size: Int
    private let count = Mutex(Count())
    private let gate = DispatchSemaphore(value: 0)

    init(_ size: Int) { self.size = size }

    var most: Int { count.withLock(\.most) }

    func wait() {
        let isLast = count.withLock { count in
            count.arrived += 1
            count.inside += 1
            count.most = max(count.most, count.inside)
            return count.arrived.isMultiple(of: size)
        }
        if isLast { for _ in 1..<size { gate.signal() } } else { gate.wait() }
        count.withLock { $0.inside -= 1 }
    }
}
