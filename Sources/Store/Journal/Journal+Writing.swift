import Synchronization

extension Journal {
    package func transact<Failure: Error>(
        after position: UInt64, _ body: ([Record]) throws(Failure) -> [PendingTransaction]
    ) throws(TransactError<Failure>) -> [Record] {
        try writer.withLock { (state) throws(TransactError<Failure>) -> [Record] in
            let held: WriteLock.Held = try Self.journal(Failure.self) { () throws(JournalError) in try self.beginTurn(&state) }
            defer { self.lock.release(held) }
            let missed = try Self.journal(Failure.self) { () throws(JournalError) in try self.missed(after: position, &state) }
            let transactions: [PendingTransaction]
            do throws(Failure) { transactions = try body(missed) } catch { throw .body(error) }
            return try Self.journal(Failure.self) { () throws(JournalError) in try self.append(transactions, &state) }
        }
    }

    /// Runs a step whose failure is the store's.
    private static func journal<Result, Failure: Error>(
        _ failure: Failure.Type, _ body: () throws(JournalError) -> Result
    ) throws(TransactError<Failure>) -> Result {
        do { return try body() } catch { throw .journal(error) }
    }

    /// Takes the lock, settles what an earlier writer may have left, begins a new segment when this one is full.
    func beginTurn(_ state: inout WriterState) throws(JournalError) -> WriteLock.Held {
        try refuseIfReadOnly(&state)
        let held: WriteLock.Held
        do throws(JournalError) {
            held = try lock.acquire()
        } catch {
            throw note(error, &state)
        }
        do throws(JournalError) {
            try prepare(&state)
            return held
        } catch {
            lock.release(held)
            throw note(error, &state)
        }
    }

    /// For the holder of the lock.
    func settle(_ state: inout WriterState) throws(JournalError) {
        try refuseIfRaised(&state)
        do throws(JournalError) {
            state.end = try settledEnd(&state)
        } catch {
            state.end = nil
            throw error
        }
    }

    /// An update may have raised FORMAT while this process ran: then it must stop writing at this instant.
    private func refuseIfRaised(_ state: inout WriterState) throws(JournalError) {
        let bytes = try onDisk { () throws(DiskError) in try disk.contents(of: layout.format) } ?? []
        let current = try Format(bytes, path: layout.format)
        guard current.store == format.store else { throw .replaced(path: layout.format) }
        if let reason = current.reasonNotToWrite(layout) { throw reason }
        state.format = current
    }

    private func missed(after position: UInt64, _ state: inout WriterState) throws(JournalError) -> [Record] {
        guard let end = state.end else { return [] }
        guard position <= end.sequence else {
            throw .positionUnknown(
                path: layout.segment(first: end.segment), position: position, last: end.sequence)
        }
        do throws(JournalError) {
            return try retryingMoved { () throws(JournalError) in try records(after: position, upTo: end) }
        } catch {
            throw note(error, &state)
        }
    }

    /// Writes, syncs, moves MARK. For the holder of the lock, after the tail was settled.
    func append(_ transactions: [PendingTransaction], _ state: inout WriterState) throws(JournalError) -> [Record] {
        guard !transactions.isEmpty, let end = state.end else { return [] }
        var lines = TransactionWriter(after: end)
        for transaction in transactions { try lines.append(transaction) }
        let seals = addSeal(to: &lines, after: end, state)
        let records = try lines.records()
        try write(lines.bytes, after: end, &state)
        confirm(lines.position, &state)
        state.seals = seals
        return records
    }

    func writeOnce(_ bytes: [UInt8], after end: ChainPosition, _ state: inout WriterState) throws(JournalError) {
        let segment = try table.writable(end.segment)
        do throws(DiskError) {
            try disk.writeAll(segment.file, bytes, at: end.offset)
            try disk.sync(segment.file)
        } catch {
            throw takeBack(error, segment, end, bytes.count, &state)
        }
    }

    /// Everything up to this place is on the disk: MARK may say so.
    func confirm(_ position: ChainPosition, _ state: inout WriterState) {
        state.end = position
        remember(position)
        // The records are safe whatever becomes of MARK: one that is too low is put right by the next turn.
        try? writeMark(position)
    }

    private func refuseIfReadOnly(_ state: inout WriterState) throws(JournalError) {
        if access == .read { throw .readOnly(path: layout.root, because: nil) }
        guard let failure = state.failure else { return }
        guard let since = state.retryableSince, options.now() - since >= 30_000 else {
            throw .readOnly(path: layout.root, because: failure)
        }
        (state.failure, state.retryableSince) = (nil, nil)
    }

    /// Remembers an error after which this process must not write, and returns what to say.
    func note(_ error: JournalError, _ state: inout WriterState) -> JournalError {
        if case .system(let path, let call, let code) = error {
            let failed = DiskError(call: call, path: path, errno: code)
            if failed.isNotWritable {
                (state.failure, state.retryableSince) = (error, options.now())
                // A descriptor from before stays as read-only as its mount was.
                table.forgetAll()
                return .readOnly(path: layout.root, because: error)
            }
            if failed.isInputOutput { state.failure = error }
            if failed.isOutOfSpace { return outOfSpace(failed, path, 0) }
        } else if error.isDamage {
            state.failure = error
        } else if case .replaced = error {
            state.failure = error
        }
        return error
    }
}
