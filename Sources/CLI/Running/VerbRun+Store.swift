import Domain
import Engine

/// Opening the store: for reading verbs, which print what lies before a damage, and for writing ones, which refuse then.
extension VerbRun {
    /// Opens the store, lets the verb print, and fails with the damage afterwards if there is one.
    func reading(
        _ body: (ReadRun) async throws(CommandLineFailure) -> Void
    ) async throws(CommandLineFailure) {
        let store = try await host.open(options.host, forWriting: false)
        try await body(ReadRun(run: self, store: store))
        if let damage = store.damage { throw .damaged("the store is damaged; this is what lies before it. \(damage)") }
    }

    /// Opens the store for a change, and says afterwards what waits if nobody delivers.
    func writing(
        _ change: ChangeOptions, _ body: (WriteRun) async throws(CommandLineFailure) -> Void
    ) async throws(CommandLineFailure) {
        if options.host.isReadOnly, !change.dryRun {
            throw .declined(code: "readOnly", "nothing is changed: `--readonly` was given")
        }
        let store = try await host.open(options.host, forWriting: !change.dryRun)
        if let damage = store.damage { throw .damaged("nothing was changed: \(damage)") }
        let write = WriteRun(run: self, store: store, dryRun: change.dryRun, yes: change.yes, reason: change.reason)
        try await body(write)
        if !change.dryRun { write.sayWhatWaits() }
        await store.finish()
    }

    /// Words for people, on standard error.
    func say(_ words: String) {
        let safe = SafeText.words(words)
        streams.writeError((options.ascii ? SafeText.ascii(safe) : safe) + "\n")
    }
}

/// A verb that reads: the store as it was when the verb began.
struct ReadRun: Sendable {
    let run: VerbRun
    let store: any OpenStore
    let state: State
    let context: Context

    init(run: VerbRun, store: any OpenStore) {
        self.run = run
        self.store = store
        state = store.administration.projection.state
        context = store.administration.context()
    }

    var now: Instant { context.now }
    var names: Names { Names(state: state) }
}
