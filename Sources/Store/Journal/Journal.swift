import Synchronization

/// The event log of one store, in files: what `docs/JOURNAL.md` describes.
///
/// One object a process; calls from several threads take their turns. Everything blocks.
package final class Journal: EventLog {
    /// Something that was set right without anybody's help and ought to be told.
    package enum Notice: Hashable, Sendable {
        /// An interrupted write was cut off and saved; no confirmed change is affected.
        case tailRemoved(bytes: UInt64, savedAs: String)
        /// MARK was unreadable or absent and was made anew.
        case markRebuilt
        /// The disk was full: the room kept for such a case was given up.
        case reserveReleased
    }

    /// What only the holder of the write lock may touch.
    struct WriterState: Sendable {
        /// The confirmed end when this process looked last.
        var end: ChainPosition?
        /// FORMAT as it stands now.
        var format: Format
        /// Whether this process has compared CURRENT with the folder.
        var hasSeenCurrent = false
        /// Why this process does not write any more.
        var failure: JournalError?
        /// Whether the reason may pass by itself, and when it was met (milliseconds since 1970).
        var retryableSince: Int64?
        /// How often the disk refused a write of this process.
        var refusals = 0
        /// When this process looked last whether the reserve is there.
        var reserveSeen: Int64?
        /// What is known of the last seal; nil when it has to be looked for.
        var seals: SealProgress?
        var notices: [Notice] = []
    }

    let layout: StoreLayout
    let options: StoreOptions
    let format: Format
    /// FORMAT as this process found it.
    let formatSight: FileSight?
    let access: FileAccess
    let table: SegmentTable
    let lock: WriteLock
    let writer: Mutex<WriterState>
    let index = Mutex(PositionIndex())
    /// Where the journal begins: its first segment may be in the archive.
    let knownBeginning = Mutex<ChainPosition?>(nil)
    let watcher: ChangeWatcher

    var disk: any Disk { options.disk }

    init(_ layout: StoreLayout, _ options: StoreOptions, _ format: Format, access: FileAccess) throws(JournalError) {
        (self.layout, self.options, self.format, self.access) = (layout, options, format, access)
        formatSight = try FileSight(of: layout.format, options.disk)
        lock = WriteLock(layout: layout, options: options)
        table = SegmentTable(layout: layout, options.disk)
        var state = WriterState(format: format)
        state.failure = format.reasonNotToWrite(layout)
        writer = Mutex(state)
        watcher = ChangeWatcher(layout: layout, options.disk)
        inspect()
        watcher.settle = { [weak self] in self?.settleIfLeft() }
    }

    deinit {
        watcher.stop()
    }

    /// Why nothing can be written by this process now; nil if it can. Damage met by a read alone is not in here.
    package var readOnlyReason: JournalError? {
        if access == .read { return .readOnly(path: layout.root, because: nil) }
        return writer.withLock { $0.failure }.map { .readOnly(path: layout.root, because: $0) }
    }

    /// What was set right since the store was opened.
    package var notices: [Notice] { writer.withLock { $0.notices } }

    package var changes: AsyncStream<Void> { watcher.subscribe() }
}
