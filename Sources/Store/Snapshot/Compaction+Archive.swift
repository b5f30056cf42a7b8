import Glibc

extension Compaction {
    /// Moves segments to the archive that no start needs any more: sealed, older than the snapshot before the newest, and for
    /// seven days not written.
    ///
    /// CURRENT says so first. Then each is copied, held against the original, and only then taken out of the journal, so that at
    /// every moment it is in one place at least. Readers look in both.
    /// - Returns: The first sequences of those that were moved.
    func archive() throws(JournalError) -> [UInt64] {
        let segments = try old()
        if segments.isEmpty { return [] }
        _ = try store.journal.swapCurrent { current in
            current.segments.removeAll(where: segments.contains)
            current.archive = Set(current.archive).union(segments).sorted()
        }
        try makeFolder(layout.archive)
        for first in segments { try move(first) }
        return segments
    }

    private func old() throws(JournalError) -> [UInt64] {
        let snapshots = try folder.sequences()
        guard snapshots.count > 1, let kept = try folder.header(snapshots[1])?.position else { return [] }
        let now = store.options.now()
        var old: [UInt64] = []
        for first in try JournalFolder(layout, disk).segments where first < kept.segment {
            let status = try onDisk { () throws(DiskError) in try disk.status(at: layout.segment(first: first)) }
            guard let status, now - status.modified / 1_000_000 >= Self.grace else { break }
            old.append(first)
        }
        return old
    }

    private func move(_ first: UInt64) throws(JournalError) {
        let (source, target) = (layout.segment(first: first), layout.archived(first: first))
        let temporary = target + ".tmp"
        try onDisk { () throws(DiskError) in
            do throws(DiskError) { try disk.remove(temporary) } catch  where error.errno == ENOENT {}
            try copy(source, to: temporary)
            try disk.rename(temporary, to: target)
            try disk.syncDirectory(layout.archive)
            try disk.remove(source)
            try disk.syncDirectory(layout.journal)
        }
    }

    private func copy(_ source: String, to target: String) throws(DiskError) {
        let from = try disk.open(source, .read, create: .never, mode: 0)
        defer { disk.close(from) }
        let to = try disk.open(target, .readWrite, create: .mustBeNew, mode: 0o640)
        defer { disk.close(to) }
        try forEachPiece(from) { (piece, offset) throws(DiskError) in try disk.writeAll(to, piece, at: offset) }
        try disk.sync(to)
        try forEachPiece(from) { (piece, offset) throws(DiskError) in
            guard try disk.readDirect(to, at: offset, count: piece.count) == piece else {
                throw DiskError(call: "read", path: target, errno: EIO)
            }
        }
    }

    private func forEachPiece(
        _ file: OpenFile, _ body: (_ piece: [UInt8], _ offset: UInt64) throws(DiskError) -> Void
    ) throws(DiskError) {
        var offset: UInt64 = 0
        while true {
            let piece = try disk.read(file, at: offset, count: 1 << 20)
            if piece.isEmpty { return }
            try body(piece, offset)
            offset += UInt64(piece.count)
        }
    }
}
