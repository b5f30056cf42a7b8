import CNcurses
import Terminal

extension Screen {
    /// Gives the terminal back as it was found; afterwards nothing is drawn and nothing is read.
    package func stop() {
        cs_stop()
    }

    /// Stops the job as Ctrl-Z does and comes back when the shell goes on with it; the next frame is a full one.
    ///
    /// To be called for Ctrl-Z, which is an ordinary key here, and for `.signal(SIGTSTP)`.
    package func suspend() {
        cs_suspend()
        forgetShown()
        held.append(.resize(size))
    }

    /// Gives the terminal to another program, such as an editor, while `body` runs.
    package func lend<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        cs_leave()
        defer {
            enter()
            held.append(.resize(size))
        }
        return try body()
    }

    /// Copies text into the clipboard of the person's terminal; false when it is too long or the terminal is gone.
    package func copy(_ text: String) -> Bool {
        guard let bytes = TerminalSequence.copy(text) else { return false }
        return cs_send(bytes, bytes.count) != 0
    }

    /// Names the terminal's window.
    package func setTitle(_ text: String) {
        let bytes = TerminalSequence.title(text)
        _ = cs_send(bytes, bytes.count)
    }

    /// Says what the process is doing, for the file that a crash leaves.
    package func note(_ text: String) {
        cs_note(text)
    }

    /// Frames sent and calls of write(2) that they took; equal unless the terminal was slow.
    package var counters: (frames: UInt64, writes: UInt64) {
        var frames: UInt64 = 0
        var writes: UInt64 = 0
        cs_counters(&frames, &writes)
        return (frames, writes)
    }

    func enter() {
        cs_enter()
        forgetShown()
    }
}
