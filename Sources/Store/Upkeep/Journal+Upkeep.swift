/// Turns that change what the journal consists of, not what it says.
extension Journal {
    /// Raises FORMAT, so that a program which does not know a change stops at this instant.
    /// - Throws: what a turn throws.
    func raiseFormat(with change: String) throws(JournalError) {
        try upkeep { (state) throws(JournalError) in
            guard let raised = state.format.raised(with: change) else { return }
            try onDisk { () throws(DiskError) in
                try disk.replaceFile(layout.format, in: layout.root, raised.line, mode: 0o640)
            }
            state.format = raised
        }
    }

    /// Seals what is there and begins a new segment, so that everything before it stands in files that nobody writes.
    /// - Throws: what a turn throws.
    func beginSegment() throws(JournalError) {
        try upkeep { (state) throws(JournalError) in
            guard let end = state.end, end.sequence > end.segment else { return }
            var lines = TransactionWriter(after: end)
            let seals = addSeal(to: &lines, after: end, state, isForced: true)
            if lines.position.sequence > end.sequence {
                try write(lines.bytes, after: end, &state)
                state.seals = seals
                confirm(lines.position, &state)
            }
            _ = try roll(after: state.end ?? end, &state)
        }
    }

    /// Puts FORMAT's like in its place: by the new file, processes see that what they know may be redacted by now.
    /// - Throws: what a turn throws.
    func renewFormat() throws(JournalError) {
        try upkeep { (state) throws(JournalError) in
            let line = state.format.line
            try onDisk { () throws(DiskError) in try disk.replaceFile(layout.format, in: layout.root, line, mode: 0o640) }
        }
    }

    /// Whether this process may know fields that were redacted since it opened the store; such a one keeps nothing.
    /// - Throws: `system`, `newerVersion`, `formatUnreadable`.
    func mayPredateRedaction() throws(JournalError) -> Bool {
        let bytes = try onDisk { () throws(DiskError) in try disk.contents(of: layout.format) } ?? []
        guard try Format(bytes, path: layout.format).incompatible.contains(Format.redaction) else { return false }
        return try FileSight(of: layout.format, disk) != formatSight
    }

    private func upkeep(
        _ body: (inout WriterState) throws(JournalError) -> Void
    ) throws(JournalError) {
        try writer.withLock { (state) throws(JournalError) in
            let held = try beginTurn(&state)
            defer { lock.release(held) }
            do throws(JournalError) { try body(&state) } catch { throw note(error, &state) }
        }
    }
}
