import Glibc

/// The room that is kept for a full disk: a file that is given up when a small turn would not fit otherwise.
extension Journal {
    /// A turn of at most so many bytes may use the reserve: an administrator's pause fits, a bulk job does not.
    private static let smallTurn = 65_536
    private static let reserveInterval: Int64 = 30_000

    /// Writes; on a full disk a small write gives up the reserve and is tried once more.
    func write(_ bytes: [UInt8], after end: ChainPosition, _ state: inout WriterState) throws(JournalError) {
        do throws(JournalError) {
            try writeOnce(bytes, after: end, &state)
        } catch  where error.isOutOfSpace && bytes.count <= Self.smallTurn {
            guard releaseReserve(&state) else { throw error }
            try writeOnce(bytes, after: end, &state)
        }
    }

    /// Settles and begins a new segment if need be; on a full disk with the room of the reserve.
    func prepare(_ state: inout WriterState) throws(JournalError) {
        do throws(JournalError) {
            try prepareOnce(&state)
        } catch  where error.isOutOfSpace {
            guard releaseReserve(&state) else { throw error }
            try prepareOnce(&state)
        }
        keepReserve(&state)
    }

    private func prepareOnce(_ state: inout WriterState) throws(JournalError) {
        try settle(&state)
        try rollIfFull(&state)
    }

    /// Gives the reserve up; false if there is none.
    private func releaseReserve(_ state: inout WriterState) -> Bool {
        do throws(DiskError) {
            try disk.remove(layout.reserve)
            // File systems hand out freed room only when the removal is on the disk.
            try disk.syncDirectory(layout.root)
        } catch {
            return false
        }
        state.reserveSeen = options.now()
        state.notices.append(.reserveReleased)
        return true
    }

    /// Makes the reserve when it is not there and there is room for it twice. Looks only now and then; best effort.
    private func keepReserve(_ state: inout WriterState) {
        guard options.reserveLength > 0 else { return }
        let now = options.now()
        if let seen = state.reserveSeen, (0..<Self.reserveInterval).contains(now - seen) { return }
        state.reserveSeen = now
        if let found = try? disk.status(at: layout.reserve), found.size == options.reserveLength { return }
        guard let room = try? disk.fileSystem(at: layout.root).freeBytes, room / 2 >= options.reserveLength
        else { return }
        try? makeReserve()
    }

    private func makeReserve() throws(DiskError) {
        let temporary = layout.reserve + ".new"
        do { try disk.remove(temporary) } catch  where error.errno == ENOENT {}
        let file = try disk.open(temporary, .readWrite, create: .mustBeNew, mode: 0o640)
        defer { disk.close(file) }
        do throws(DiskError) {
            try disk.preallocate(file, to: options.reserveLength)
            // Where room is only promised until it is written, a full disk shows here and not when it is needed.
            try disk.sync(file)
            try disk.rename(temporary, to: layout.reserve)
        } catch {
            try? disk.remove(temporary)
            throw error
        }
    }
}
