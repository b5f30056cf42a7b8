extension Journal {
    /// What CURRENT says now; nil if it is bad or absent: then the folder and the headers have to do.
    /// - Throws: `system`.
    package func current() throws(JournalError) -> Current? {
        try onDisk { () throws(DiskError) in try disk.contents(of: layout.current) }.flatMap { Current($0) }
    }

    /// Changes CURRENT, in a turn of its own, and returns what it says then.
    ///
    /// After a crash there is the old one or the new one. The generation is raised here. Do all long work before.
    /// - Throws: what a turn throws; nothing was changed then.
    package func swapCurrent(_ change: (inout Current) -> Void) throws(JournalError) -> Current {
        try writer.withLock { (state) throws(JournalError) in
            let held = try beginTurn(&state)
            defer { lock.release(held) }
            guard let end = state.end else { throw .readOnly(path: layout.root, because: state.failure) }
            let known = try current()
            var current = if let known { known } else { try rebuiltCurrent(end) }
            change(&current)
            do throws(JournalError) { return try write(current) } catch { throw note(error, &state) }
        }
    }

    /// Makes CURRENT name the segments that there are. Only under the write lock.
    func showCurrent(_ end: ChainPosition, _ state: inout WriterState) throws(JournalError) {
        if var known = try current() {
            // What is on its way to the archive may lie in the folder for a while.
            let live = try liveSegments(end).filter { !known.archive.contains($0) }
            if known.segments == live { return state.hasSeenCurrent = true }
            known.segments = live
            _ = try write(known)
        } else {
            _ = try write(try rebuiltCurrent(end))
        }
        state.hasSeenCurrent = true
    }

    private func write(_ current: Current) throws(JournalError) -> Current {
        var next = current
        next.generation += 1
        try onDisk { () throws(DiskError) in
            try disk.replaceFile(layout.current, in: layout.root, next.line, mode: 0o640)
        }
        knownBeginning.withLock { $0 = nil }
        return next
    }

    /// CURRENT as the headers of the segments, and the snapshots themselves, prove it.
    private func rebuiltCurrent(_ end: ChainPosition) throws(JournalError) -> Current {
        Current(
            generation: 0, snapshot: try SnapshotFolder(layout: layout, disk: disk).newest(), segments: try liveSegments(end),
            archive: try JournalFolder.archived(layout, disk))
    }

    /// The segments of the chain that lie in the journal's folder.
    private func liveSegments(_ end: ChainPosition) throws(JournalError) -> [UInt64] {
        let spans = try spans(from: try beginning(end.segment), to: DurableMark(end))
        let live = Set(try JournalFolder(layout, disk).segments)
        return spans.map(\.segment).filter(live.contains)
    }
}
