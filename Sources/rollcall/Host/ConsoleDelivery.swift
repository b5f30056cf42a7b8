import Engine
import Foundation

/// The part of a console that delivers while it holds the worker lock: it can be stopped and started again.
final class ConsoleDelivery {
    private let engine: Engine
    private var task: Task<Void, Never>?
    private var ended = DispatchSemaphore(value: 0)

    init(_ engine: Engine) { self.engine = engine }

    func start() {
        let ended = DispatchSemaphore(value: 0)
        self.ended = ended
        let engine = engine
        task = Task.detached {
            await engine.deliver(role: "console")
            ended.signal()
        }
    }

    /// Stops and waits until what is in flight has its outcome and the worker lock is free, at most `seconds`.
    func stop(seconds: Double = 5) {
        guard let task else { return }
        task.cancel()
        self.task = nil
        _ = ended.wait(timeout: .now() + seconds)
    }
}
