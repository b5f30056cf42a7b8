extension Journal {
    /// When a store is opened: a journal that lost something must not be written, even if nobody has read it yet.
    func inspect() {
        writer.withLock { state in
            do throws(JournalError) {
                guard let mark = try readMark() else { return }
                _ = try position(of: mark)
                if access == .readWrite { _ = try table.writable(mark.segment) }
            } catch {
                _ = note(error, &state)
            }
        }
        settleIfLeft()
    }

    /// Takes care of bytes beyond MARK that nobody seems to be writing, if the lock is free.
    func settleIfLeft() {
        guard access == .readWrite, isBeyondMark(), waitsInVain() else { return }
        writer.withLock { state in
            guard state.failure == nil else { return }
            // What goes wrong here comes up again in the next turn, which has somebody to tell it to.
            guard let held = try? lock.acquireIfFree() else { return }
            defer { lock.release(held) }
            do throws(JournalError) {
                try settle(&state)
            } catch {
                _ = note(error, &state)
            }
        }
    }

    private func waitsInVain() -> Bool {
        let step = 10
        for _ in 0..<options.settlingDelay.wholeMilliseconds / step {
            WallClock.sleep(milliseconds: step)
            if !isBeyondMark() { return false }
        }
        return true
    }

    private func isBeyondMark() -> Bool {
        guard let folder = try? JournalFolder(layout, disk), let last = folder.segments.last else { return false }
        guard let mark = try? readMark(), folder.isQuiet(at: mark.segment) else { return true }
        guard let length = try? disk.status(at: layout.segment(first: last))?.size else { return false }
        return length > mark.end
    }
}
