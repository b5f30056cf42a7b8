/// Why there is no screen.
package enum ScreenError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Standard input or output is not a terminal.
    case noTerminal
    /// The terminal type is missing, `dumb`, or not usable for a full screen.
    case unusableTerminal
    /// The system refused a descriptor or the terminal's settings.
    case refusedBySystem
    /// This process has a screen already.
    case inUse

    /// A sentence for people.
    package var description: String {
        switch self {
        case .noTerminal: "The screen needs a terminal for input and output; use --plain or --json here."
        case .unusableTerminal: "TERM is not set, or names a terminal without a screen; set it (as in TERM=xterm) or use --plain."
        case .refusedBySystem: "The system did not hand over the terminal."
        case .inUse: "This process shows a screen already."
        }
    }
}
