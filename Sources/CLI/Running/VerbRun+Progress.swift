/// Progress on a terminal, on one line of standard error that is written over.
extension VerbRun {
    private var drawsProgress: Bool { streams.errorIsTerminal && !options.plain }

    /// Says how far long work has come.
    func progress(_ words: String) {
        if drawsProgress { streams.writeError("\r\u{1B}[K" + SafeText.line(words)) }
    }

    /// Takes the line away.
    func endProgress() {
        if drawsProgress { streams.writeError("\r\u{1B}[K") }
    }
}
