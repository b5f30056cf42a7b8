/// Standard input, output and error of one run; tests keep what was written.
package protocol Streams: Sendable {
    /// Whether a person can be asked: standard input and standard error are terminals.
    var canAsk: Bool { get }
    /// The columns of the terminal that standard output goes to; nil when it goes elsewhere.
    var outputColumns: Int? { get }
    /// Whether standard error is a terminal, so that progress may be drawn.
    var errorIsTerminal: Bool { get }

    /// Whether the reader of standard output is gone, so that nothing more need be written.
    var outputIsClosed: Bool { get }

    /// Writes data to standard output.
    func write(_ text: String)
    /// Writes words to standard error.
    func writeError(_ text: String)
    /// One line of standard input without its end; nil when there is none.
    func readLine() -> String?
    /// All of standard input.
    ///
    /// - Throws: `.outside` when it cannot be read.
    func readAll() throws(CommandLineFailure) -> [UInt8]
}

extension Streams {
    package var outputIsClosed: Bool { false }
}
