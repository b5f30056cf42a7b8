import Glibc

/// What lies in `snapshot/`.
struct SnapshotFolder: Sendable {
    let layout: StoreLayout
    let disk: any Disk

    /// The sequences of all snapshots, newest first; none when there is no such folder.
    /// - Throws: `system`.
    func sequences() throws(JournalError) -> [UInt64] {
        try names().compactMap(Self.sequence).sorted(by: >)
    }

    /// Files that an interrupted run left behind.
    func leftovers() throws(JournalError) -> [String] {
        try names().filter { $0.hasSuffix(".tmp") }.map { "\(layout.snapshots)/\($0)" }
    }

    private func names() throws(JournalError) -> [String] {
        try onDisk { () throws(DiskError) in
            do throws(DiskError) { return try disk.names(in: layout.snapshots) } catch  where error.errno == ENOENT { return [] }
        }
    }

    private static func sequence(_ name: String) -> UInt64? {
        guard name.hasSuffix(".jsonl"), let sequence = UInt64(name.dropLast(6)), sequence > 0,
            StoreLayout.segmentName(sequence) + ".jsonl" == name
        else { return nil }
        return sequence
    }

    /// Reads a snapshot; see `SnapshotReader.read`.
    /// - Parameters:
    ///   - isDirect: reads what is on the disk, whatever the page cache shows.
    ///   - piece: how much is read at once, at most; a line has to fit.
    func read(
        _ path: String, isDirect: Bool = false, piece: Int = .max, isWanted: (SnapshotHeader) throws(SnapshotError) -> Void,
        _ sink: SnapshotReader.Sink
    ) throws(SnapshotError) -> (header: SnapshotHeader, sha256: String) {
        let file: OpenFile
        do throws(DiskError) { file = try disk.open(path, .read, create: .never, mode: 0) } catch {
            throw .disk(JournalError(error))
        }
        defer { disk.close(file) }
        return try SnapshotReader.read(
            { (offset, count) throws(JournalError) in
                let count = min(count, piece)
                return try onDisk { () throws(DiskError) in
                    try isDirect
                        ? disk.readDirect(file, at: offset, count: count) : disk.read(file, at: offset, count: count)
                }
            }, isWanted: isWanted, sink)
    }

    /// The header alone; nil if it is not sound.
    func header(_ sequence: UInt64) throws(JournalError) -> SnapshotHeader? {
        var header: SnapshotHeader?
        do throws(SnapshotError) {
            _ = try read(layout.snapshot(sequence), piece: 4096) { (found) throws(SnapshotError) in
                header = found
                throw .otherJournal
            } _: { _ throws(JSONError) in
            }
        } catch .disk(let error) {
            throw error
        } catch {
            return header
        }
        return header
    }

    /// What CURRENT ought to say of the newest snapshot, by its header and its footer; nil if there is none that has both.
    func newest() throws(JournalError) -> Current.Snapshot? {
        for sequence in try sequences() {
            guard try header(sequence) != nil, let sha256 = try statedDigest(layout.snapshot(sequence)) else { continue }
            return Current.Snapshot(
                name: StoreLayout.segmentName(sequence) + ".jsonl", sequence: sequence, sha256: sha256)
        }
        return nil
    }

    private func statedDigest(_ path: String) throws(JournalError) -> String? {
        let tail = try onDisk { () throws(DiskError) in
            let file = try disk.open(path, .read, create: .never, mode: 0)
            defer { disk.close(file) }
            let size = try disk.status(file).size
            return try disk.read(file, at: size - min(size, 512), count: 512)
        }
        guard tail.last == .lineFeed, let line = tail.dropLast().split(separator: .lineFeed).last,
            RecordFraming.statedChecksum(Array(line), 0..<line.count) != nil,
            let footer = try? SnapshotLine(open: line.dropLast(RecordFraming.tailLength)), footer.kind == "end"
        else { return nil }
        return try? JSONFields(footer.body).string("sha256")
    }
}
