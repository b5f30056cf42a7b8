import Domain
import Engine

/// Goes on printing what changes, until the run is interrupted.
struct Following {
    let read: ReadRun
    let form: ListForm

    /// Calls the body with every new projection while other processes' writes are taken in.
    ///
    /// - Throws: what the body throws.
    private func forEachProjection(
        _ body: @escaping @Sendable (State) async throws(CommandLineFailure) -> Void
    ) async throws(CommandLineFailure) {
        let (store, streams) = (read.store, read.run.streams)
        let failure = await withTaskGroup(of: CommandLineFailure?.self) { group in
            group.addTask {
                await store.follow()
                return nil
            }
            group.addTask {
                do throws(CommandLineFailure) {
                    for await projection in store.administration.projections() {
                        try await body(projection.state)
                        if streams.outputIsClosed { break }
                    }
                    return nil
                } catch {
                    return error
                }
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        if let failure { throw failure }
    }

    /// Prints each recipient that is another than it was.
    func usage(_ rows: UsageRows) async throws(CommandLineFailure) {
        let known = Known(rows.all(in: read.state))
        let (run, form, store) = (read.run, form, read.store)
        try await forEachProjection { state in
            let news = await known.news(rows.all(in: state))
            if news.isEmpty { return }
            run.printMore(news, as: UsageObject.listing(state, now: store.administration.context().now), form)
        }
    }

    /// Prints each record that was added.
    func log(_ filter: RecordFilter, after sequence: UInt64) async throws(CommandLineFailure) {
        let (run, form, store) = (read.run, form, read.store)
        let last = Position(sequence)
        try await forEachProjection { (state) throws(CommandLineFailure) in
            let entries = try await Replay(store: store).entries(after: await last.sequence)
            guard let end = entries.last else { return }
            await last.move(to: end.sequence)
            let shown = entries.filter { filter.admits($0, concern: { state.concern(of: $0) }) }
            if !shown.isEmpty { run.printMore(shown, as: RecordObject.listing(state), form) }
        }
    }

    /// The recipients as they were printed last.
    private actor Known {
        private var rows: [UserID: Recipient] = [:]

        init(_ all: some Sequence<UsageRow>) {
            for row in all { rows[row.user.id] = row.recipient }
        }

        func news(_ all: some Sequence<UsageRow>) -> [UsageRow] {
            all.filter { rows.updateValue($0.recipient, forKey: $0.user.id) != $0.recipient }
        }
    }

    private actor Position {
        private(set) var sequence: UInt64
        init(_ sequence: UInt64) { self.sequence = sequence }
        func move(to sequence: UInt64) { self.sequence = sequence }
    }
}
