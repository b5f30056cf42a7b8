import Domain

/// Where the state of one run is kept for the next, so that a start need not begin at the first record.
package protocol StateKeeping: Sendable {
    /// What was kept last and still fits the journal; nil when everything has to be read.
    func keptState() -> State?

    /// Keeps a state that holds whole transactions up to its sequence. Blocks for as long as writing it takes.
    ///
    /// - Returns: The same state in memory that is not this process's own; nil when it could not be kept, which harms nobody.
    func keep(_ state: State) -> State?

    /// Makes a snapshot of the state when the journal has become long, so that a start without the kept state is short too.
    /// Blocks.
    func compactIfDue(_ state: State)

    /// How many bytes of the journal behind the kept state make it worth keeping a new one.
    var worthKeeping: Int { get }
}

extension StoreDirectory: StateKeeping {
    private var cache: ColumnCache { ColumnCache(layout, options.disk, identity) }

    package func keptState() -> State? {
        if let kept = cache.load(), (try? journal.adopt(kept.position)) == true { return kept.state }
        // Whatever is wrong with a snapshot, the journal says the same; `store check` tells of it.
        return (try? loadImage()).flatMap { $0 }.map { State($0.image) }
    }

    package func compactIfDue(_ state: State) {
        guard journal.access == .readWrite, (try? Compaction.isDue(on: self)) == true else { return }
        // Somebody else compacts, or the disk is full: the next time will do.
        _ = try? Compaction.run(on: self) { state.image }
    }

    package func keep(_ state: State) -> State? {
        guard journal.access == .readWrite, state.sequence > 0, isUpToDate,
            let position = try? journal.position(after: state.sequence), (try? cache.save(state, position)) != nil
        else { return nil }
        guard isUpToDate else {
            // The redaction may have emptied the folder before this came into it.
            try? options.disk.remove(cache.path)
            return nil
        }
        return cache.load()?.state
    }

    /// Whether nothing was redacted since this process began to read.
    private var isUpToDate: Bool { (try? journal.mayPredateRedaction()) == false }

    package var worthKeeping: Int { max(256 << 10, cache.size / 4) }
}
