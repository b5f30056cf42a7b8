import Domain
import Engine

/// Reads of Apple that a verb waits for.
extension WriteRun {
    private static let patience = Span.seconds(60)

    /// Waits until the reads that a command asked for are answered.
    ///
    /// - Throws: `.outside` when they are not within a minute, or could not be done.
    func waitForApple(_ result: CommandResult) async throws(CommandLineFailure) {
        let requests = result.events.compactMap { event in
            if case .readRequested(let id, _, _) = event { id } else { nil }
        }
        guard !requests.isEmpty else { return }
        if !run.wantsJSON, run.streams.errorIsTerminal { say("asking Apple ...") }
        await store.work(for: requests, patience: Self.patience)
        if requests.contains(where: { state.readRequests.contains($0) }) {
            throw .outside(
                "Apple was not asked within \(Phrases.span(Self.patience)): the request stays, "
                    + "`rollcall work --until-idle` or an open console answers it")
        }
        if let failure = try await failure(of: requests, after: result.transaction ?? 0) {
            throw .outside("Apple could not be asked: \(failure)")
        }
    }

    private func failure(of requests: [ReadRequestID], after sequence: UInt64) async throws(CommandLineFailure) -> String? {
        var last = sequence
        while true {
            let entries: [RecordEntry]
            do { entries = try await store.administration.record(after: last, limit: 4_096) } catch {
                throw CommandLineFailure(error)
            }
            guard let end = entries.last else { return nil }
            for case .readFinished(let id, let failure?)? in entries.map(\.event) where requests.contains(id) { return failure }
            last = end.sequence
        }
    }
}
