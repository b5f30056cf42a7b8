extension Journal {
    /// The place behind a record that ends a transaction, with which a later start may begin; nil if there is none such.
    ///
    /// Immediate for the end of what was read or written last.
    /// - Throws: `JournalError`.
    package func position(after sequence: UInt64) throws(JournalError) -> ChainPosition? {
        if let known = index.withLock({ $0.nearest(to: sequence) }), known.sequence == sequence { return known }
        return try retryingMoved { () throws(JournalError) in
            guard let mark = try readMark() else { return nil }
            var walk = try walk(after: sequence, to: mark)
            while walk.settled.sequence < sequence {
                let room = min(4096, sequence - walk.settled.sequence)
                let stop = try walk.run(limit: Int(clamping: room), keepingAfter: 0)
                _ = walk.takeRecords()
                if stop != .limit { break }
            }
            remember(walk.settled)
            return walk.settled.sequence == sequence ? walk.settled : nil
        }
    }

    /// Takes over a place that was checked in an earlier run, so that reading after it need not begin at the beginning.
    ///
    /// One line is verified: the one that ends there, with its sequence, its checksum and its time.
    /// - Returns: Whether the place is in this journal and confirmed. If not, nothing was taken over.
    /// - Throws: `system`.
    package func adopt(_ position: ChainPosition) throws(JournalError) -> Bool {
        try retryingMoved { () throws(JournalError) in
            guard let mark = try readMark(), try isOnChain(position, mark),
                try quickPosition(of: DurableMark(position)) == position
            else { return false }
            remember(position)
            return true
        }
    }

    private func isOnChain(_ position: ChainPosition, _ mark: DurableMark) throws(JournalError) -> Bool {
        do throws(JournalError) {
            // Void bytes behind the span hold later sequences only.
            return position.sequence <= (try spans(from: position, to: mark)[0].last)
        } catch  where error.isDamage || error.isMissingFile {
            return false
        }
    }
}
