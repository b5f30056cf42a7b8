import Synchronization

/// The event log of one store, in a file: what `docs/JOURNAL.md` describes.
///
/// One object a process; calls from several threads take their turns. Everything blocks.
package final class Journal: EventLog {
    /// Something that was set right without anybody's help and ought to be told.
    package enum Notice: Hashable, Sendable {
        /// An interrupted write was cut off and saved; no confirmed change is affected.
        case tailRemoved(bytes: UInt64, savedAs: String)
        /// MARK was unreadable or absent and was made anew.
        case markRebuilt
    }

    /// What only the holder of the write lock may touch.
    struct WriterState: Sendable {
        /// The confirmed end when this process looked last.
        var end: ChainPosition?
        /// Why this process does not write any more.
        var failure: JournalError?
        /// Whether the reason may pass by itself, and when it was met (milliseconds since 1970).
        var retryableSince: Int64?
        var notices: [Notice] = []
    }

    let layout: StoreLayout
    let options: StoreOptions
    let format: Format
    let access: FileAccess
    let segment: Segment
    let lock: WriteLock
    let writer: Mutex<WriterState>
    let index = Mutex(PositionIndex())
    let watcher: ChangeWatcher

    var disk: any Disk { options.disk }

    init(_ layout: StoreLayout, _ options: StoreOptions, _ format: Format, access: FileAccess) throws(JournalError) {
        (self.layout, self.options, self.format, self.access) = (layout, options, format, access)
        lock = WriteLock(layout: layout, options: options)
        var state = WriterState()
        state.failure = format.reasonNotToWrite(layout)
        segment = try Self.openSegment(layout, options, access, &state)
        writer = Mutex(state)
        watcher = ChangeWatcher(layout: layout, options.disk)
        inspect()
        watcher.settle = { [weak self] in self?.settleIfLeft() }
    }

    deinit {
        watcher.stop()
        options.disk.close(segment.file)
    }

    private static func openSegment(
        _ layout: StoreLayout, _ options: StoreOptions, _ access: FileAccess, _ state: inout WriterState
    ) throws(JournalError) -> Segment {
        let path = layout.segment(first: 1)
        do throws(DiskError) {
            let file: OpenFile
            do throws(DiskError) {
                file = try options.disk.open(path, access, create: .never, mode: 0)
            } catch  where access == .readWrite && error.isNotWritable {
                // For good: this object's file cannot be written any more. Opening the store again is another try.
                state.failure = .system(path: path, call: error.call, errno: error.errno)
                file = try options.disk.open(path, .read, create: .never, mode: 0)
            }
            return Segment(first: 1, file: file, disk: options.disk)
        } catch {
            throw JournalError(error)
        }
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
