/// Something that came from the terminal or the system.
package enum InputEvent: Hashable, Sendable {
    case key(Key)
    /// Text that was pasted, at most 64 kB; it must never be read as commands.
    case paste(String)
    /// The screen has this size now; everything must be drawn again.
    case resize(Size)
    /// Whether the terminal's window has the keyboard.
    case focus(Bool)
    case mouse(Mouse)
    /// The process was asked to end: SIGTERM, SIGINT.
    case signal(Int32)
    /// The terminal is gone. Nothing can be drawn any more.
    case hangUp
}
