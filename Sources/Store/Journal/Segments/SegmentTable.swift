import Synchronization

/// The segments that this process has open, and the headers that it has seen.
///
/// A reader keeps the files that it reads open for as long as it reads, whatever becomes of their names.
final class SegmentTable: Sendable {
    private struct State: Sendable {
        /// The one used last stands last.
        var open: [Segment] = []
        var headers: [UInt64: SegmentHeader] = [:]
    }

    private static let mostOpen = 8

    private let layout: StoreLayout
    private let disk: any Disk
    private let state = Mutex(State())

    init(layout: StoreLayout, _ disk: any Disk) {
        self.layout = layout
        self.disk = disk
    }

    /// The segment with this first sequence, for reading.
    /// - Throws: `system`; ENOENT when there is none (any more).
    func segment(_ first: UInt64) throws(JournalError) -> Segment {
        try segment(first, .read)
    }

    /// The same for writing. Only under the write lock.
    /// - Throws: `system`; `replaced` when others find another file under its name.
    func writable(_ first: UInt64) throws(JournalError) -> Segment {
        let segment = try segment(first, .readWrite)
        guard try segment.isCurrent() else { throw .replaced(path: segment.file.path) }
        return segment
    }

    private func segment(_ first: UInt64, _ access: FileAccess) throws(JournalError) -> Segment {
        try state.withLock { (state) throws(JournalError) in
            let known = state.open.firstIndex { $0.first == first }
            if let known, state.open[known].isWritable || access == .read {
                let segment = state.open.remove(at: known)
                state.open.append(segment)
                return segment
            }
            let segment = try open(first, access)
            if let known { state.open.remove(at: known) }
            if state.open.count == Self.mostOpen { state.open.removeFirst() }
            state.open.append(segment)
            return segment
        }
    }

    /// A descriptor of its own for one look: what is not part of the chain yet may be moved away again.
    ///
    /// What was archived is read in the archive.
    func open(_ first: UInt64, _ access: FileAccess = .read) throws(JournalError) -> Segment {
        do throws(DiskError) {
            return try Segment(first: first, path: layout.segment(first: first), access, disk)
        } catch {
            if let segment = try? Segment(first: first, path: layout.archived(first: first), .read, disk) { return segment }
            throw JournalError(error)
        }
    }

    /// The header of a segment that is part of the chain; nil if it is not sound.
    /// - Throws: `system`.
    func header(_ first: UInt64) throws(JournalError) -> SegmentHeader? {
        if let header = state.withLock({ $0.headers[first] }) { return header }
        let bytes = try segment(first).read(at: 0, count: UInt64(RecordFraming.maximumLineLength))
        guard let header = SegmentHeader(bytes, first: first) else { return nil }
        state.withLock { $0.headers[first] = header }
        return header
    }

    /// Closes what this table holds open of a segment.
    func forget(_ first: UInt64) {
        state.withLock { state in
            state.open.removeAll { $0.first == first }
            state.headers[first] = nil
        }
    }

    func forgetAll() {
        state.withLock { $0 = State() }
    }
}
