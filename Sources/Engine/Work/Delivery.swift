import Domain
import Gateway

/// Works the outbox whenever this process holds the worker lock.
extension Engine {
    /// Tries the worker lock every second and works while it is held, until the task is cancelled.
    ///
    /// What is in flight when the task is cancelled is brought to its outcome before this returns.
    package func deliver(role: String) async {
        while !Task.isCancelled {
            if projection.readOnly == nil, parts.lock.tryAcquire(role: role) {
                await workWhileHeld(role: role)
                parts.lock.release()
            }
            showHolder()
            await parts.time.wait(until: parts.time.now() + configuration.lockRetry)
        }
        publish(.nobody)
    }

    private func showHolder() {
        guard let holder = parts.lock.holder() else { return publish(.nobody) }
        publish(holder.role == "service" ? .service : .other(by: holder.by, role: holder.role))
    }

    /// One worker's life: the lock is held by the caller.
    func workWhileHeld(role: String) async {
        guard let worker = await startWorker(role: role) else { return }
        publish(.thisProcess)
        await Settlement(worker: worker).run()
        await runLanes(worker)
    }

    func startWorker(role: String) async -> Worker? {
        let command = Command.startWorker(role: role, processID: parts.lock.processID, bootID: parts.lock.bootID)
        do {
            let events = try await perform(ownCommand: command).events
            for case .workerStarted(let epoch, _, _, _) in events { return Worker(epoch: epoch, engine: self) }
            return nil
        } catch {
            notice("worker", Self.words(error))
            return nil
        }
    }

    /// Runs the lanes until the task is cancelled or the worker's time is over; a location that is added gets its lane.
    func runLanes(_ worker: Worker) async {
        await withTaskGroup(of: Void.self) { group in
            var wakes: [LaneWake] = []
            var lanes = IDSet<LocationID>()
            let mailWake = LaneWake()
            wakes.append(mailWake)
            group.addTask {
                var lane = MailLane(worker: worker, wake: mailWake)
                await lane.run()
            }
            for await projection in projections() {
                for location in projection.state.locations.values where !lanes.contains(location.id) {
                    lanes.insert(location.id)
                    let wake = LaneWake()
                    wakes.append(wake)
                    group.addTask {
                        var lane = AppleLane(worker: worker, location: location.id, wake: wake)
                        await lane.run()
                    }
                }
                for wake in wakes { wake.signal() }
                if worker.shallLeave { break }
            }
            group.cancelAll()
        }
    }
}
