/// What a check finds beside the journal's lines.
extension StoreCheck {
    /// Says what the seals prove, once all lines were gone through.
    mutating func finishSeals() {
        report.seals = seals.finished()
        for seal in report.seals.broken where report.problems.count < Self.mostProblems {
            report.problems.append(
                .sealBroken(path: path(of: seal.to), from: seal.from, to: seal.to, seal: seal.sequence))
        }
        let pending = report.seals.redactions.pending
        if pending > 0 { report.notices.append(.redactionPending(records: pending)) }
    }

    private func path(of sequence: UInt64) -> String {
        let first = report.segments.last { $0.first <= sequence }?.first ?? 1
        return (try? journal.table.segment(first).file.path) ?? layout.segment(first: first)
    }

    mutating func lookAround() throws(JournalError) {
        let (disk, layout) = (journal.disk, layout)
        let saved = try onDisk { () throws(DiskError) in
            try disk.names(in: layout.lostAndFound).filter { $0.hasSuffix(".torn") }
        }
        if try !JournalFolder(layout, disk).poisoned.isEmpty { report.notices.append(.poisoned) }
        if !saved.isEmpty { report.notices.append(.savedTails(count: saved.count, folder: layout.lostAndFound)) }
        try noteCurrent()
        try noteSnapshots()
        try noteSecrets()
    }

    /// A store of a version before CURRENT has none: then the folder says it all.
    private mutating func noteCurrent() throws(JournalError) {
        let isNamed = try onDisk { () throws(DiskError) in try journal.disk.status(at: layout.current) } != nil
        guard isNamed || report.segments.count > 1 else { return }
        let current = try journal.current()
        let named = Set(current?.segments ?? []).union(current?.archive ?? [])
        if named != Set(report.segments.map(\.first)) { report.notices.append(.currentOutdated) }
    }

    private mutating func noteSnapshots() throws(JournalError) {
        let folder = SnapshotFolder(layout: layout, disk: journal.disk)
        for sequence in try folder.sequences() {
            let path = layout.snapshot(sequence)
            var builder = ImageBuilder()
            do throws(SnapshotError) {
                _ = try folder.read(path) { _ throws(SnapshotError) in
                } _: { (line) throws(JSONError) in
                    try builder.take(line)
                }
                if builder.image == nil { throw .damaged(at: 0, problem: "its counts are not those of its rows") }
            } catch .disk(let error) {
                // One that is removed meanwhile is none.
                if !error.isMissingFile { throw error }
            } catch {
                report.notices.append(.badSnapshot(path: path, problem: error.description))
            }
        }
    }

    private mutating func noteSecrets() throws(JournalError) {
        let (disk, layout) = (journal.disk, layout)
        let names = try onDisk { () throws(DiskError) in try disk.names(in: layout.secrets) }
        for key in [Secrets.sealKeyName, Secrets.linkKeyName] where !names.contains(key) {
            report.notices.append(.keyMissing(path: "\(layout.secrets)/\(key)"))
        }
        for name in names {
            let path = "\(layout.secrets)/\(name)"
            do throws(JournalError) { try Secrets.check(path, .regular, disk) } catch { report.problems.append(error) }
        }
    }
}

extension RedactionTable {
    /// The redactions of a journal. Only looked for where FORMAT says that there are any.
    init(_ journal: Journal, _ format: Format?) throws(JournalError) {
        guard format?.incompatible.contains(Format.redaction) == true else { return }
        var position: UInt64 = 0
        while true {
            // What lies behind a damage is not known; the check itself says that there is one.
            guard let records = try? journal.read(after: position, limit: 4096), let last = records.last else { return }
            for record in records where record.kind == Redaction.kind {
                if let redaction = try? Redaction(body: record.body) { take(redaction) }
            }
            position = last.sequence
        }
    }
}
