import Dispatch
import Glibc
import Synchronization

/// Tells subscribers that MARK has changed: woken by inotify, and once a second anyway, because inotify is a hint that can be
/// lost.
///
/// Its thread runs only while somebody listens, and up to a second longer.
final class ChangeWatcher: Sendable {
    private struct State {
        var subscribers: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var nextSubscriber: UInt64 = 0
        var hasThread = false
        var settle: @Sendable () -> Void = {}
    }

    private let layout: StoreLayout
    private let disk: any Disk
    private let state = Mutex(State())

    init(layout: StoreLayout, _ disk: any Disk) {
        self.layout = layout
        self.disk = disk
    }

    /// What is done when the journal may be longer than MARK says.
    var settle: @Sendable () -> Void {
        get { state.withLock { $0.settle } }
        set { state.withLock { $0.settle = newValue } }
    }

    /// A stream of hints; the first comes at once, so that nothing is missed between a read and the subscription.
    func subscribe() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { state in
            let number = state.nextSubscriber
            state.nextSubscriber += 1
            state.subscribers[number] = continuation
            continuation.onTermination = { [weak self] _ in self?.unsubscribe(number) }
            continuation.yield()
            if !state.hasThread { startThread(&state) }
        }
        return stream
    }

    /// Ends all subscriptions and the thread.
    func stop() {
        let subscribers = state.withLock { state in
            defer { state.subscribers = [:] }
            return state.subscribers
        }
        // Outside the lock: ending a stream calls back.
        for continuation in subscribers.values { continuation.finish() }
    }

    private func unsubscribe(_ number: UInt64) {
        state.withLock { $0.subscribers[number] = nil }
    }

    private func startThread(_ state: inout State) {
        state.hasThread = true
        DispatchQueue(label: "rollcall.journal-changes").async { [self] in
            let notify = startNotify()
            var seen: [UInt8]?
            while wait(notify) { seen = look(seen) }
            if notify >= 0 { close(notify) }
        }
    }

    /// Without inotify (too many watches on this host) the second's look is all there is.
    private func startNotify() -> Int32 {
        let notify = inotify_init1(O_CLOEXEC | O_NONBLOCK)
        _ = inotify_add_watch(notify, layout.root, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO))
        return notify
    }

    /// Waits for a hint or a second; false when nobody listens any more, after which this thread must end.
    private func wait(_ notify: Int32) -> Bool {
        var wait = pollfd(fd: notify, events: Int16(POLLIN), revents: 0)
        _ = poll(&wait, 1, 1000)
        if notify >= 0 { drain(notify) }
        return state.withLock { state in
            state.hasThread = !state.subscribers.isEmpty
            return state.hasThread
        }
    }

    private func drain(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }

    private func look(_ seen: [UInt8]?) -> [UInt8]? {
        let now = mark()
        if now != seen {
            let subscribers = state.withLock { Array($0.subscribers.values) }
            for continuation in subscribers { continuation.yield() }
        } else {
            settle()
        }
        return now
    }

    private func mark() -> [UInt8]? {
        // Only compared with itself: a MARK that cannot be read is one that does not change.
        try? disk.contents(of: layout.mark)
    }
}
