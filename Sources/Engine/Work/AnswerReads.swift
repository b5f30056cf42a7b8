import Domain
import Gateway

extension Engine {
    /// Sees to it that reads are answered: by this process when nobody delivers, else by the one that does.
    ///
    /// Returns when none of them waits any more, at the latest after `patience`. Nothing else of the outbox is touched.
    package func answer(_ requests: [ReadRequestID], patience: Span) async {
        let deadline = parts.time.now() + patience
        let holdsLock = parts.lock.tryAcquire(role: "verb")
        defer { if holdsLock { parts.lock.release() } }
        let worker = holdsLock ? await startWorker(role: "verb") : nil
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                if let worker { await readOnly(worker, requests, until: deadline) } else { await follow() }
            }
            group.addTask { [self] in await watch(requests, until: deadline) }
            await group.next()
            if worker == nil || !isWaiting(requests) { group.cancelAll() }
            await group.waitForAll()
        }
    }

    private func isWaiting(_ requests: [ReadRequestID]) -> Bool {
        requests.contains { projection.state.readRequests.contains($0) }
    }

    private func watch(_ requests: [ReadRequestID], until deadline: Instant) async {
        while isWaiting(requests), parts.time.now() < deadline, !Task.isCancelled {
            await parts.time.wait(until: parts.time.now() + .milliseconds(20))
        }
    }

    /// Answers the reads of each location; a service that fails has failed them, so nothing is tried twice here.
    private func readOnly(_ worker: Worker, _ requests: [ReadRequestID], until deadline: Instant) async {
        await Settlement(worker: worker).run()
        var lanes: [LocationID: AppleLane] = [:]
        while let request = requests.lazy.compactMap({ self.projection.state.readRequests[$0] }).first,
            parts.time.now() < deadline, !worker.shallLeave
        {
            var lane = lanes[request.location] ?? AppleLane(worker: worker, location: request.location, wake: LaneWake())
            do { _ = try await lane.answerRead() } catch { await lane.handle(error) }
            lanes[request.location] = lane
        }
    }
}
