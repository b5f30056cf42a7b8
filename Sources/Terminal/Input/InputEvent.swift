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

/// What the mouse did, and where.
package struct Mouse: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case press, release, wheelUp, wheelDown
    }

    package let action: Action
    /// 0 left, 1 middle, 2 right; 0 for the wheel.
    package let button: Int
    package let at: Point

    package init(_ action: Action, button: Int = 0, at: Point) {
        self.action = action
        self.button = button
        self.at = at
    }
}
