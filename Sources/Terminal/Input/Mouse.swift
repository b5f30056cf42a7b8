/// What the mouse did, and where.
package struct Mouse: Hashable, Sendable {
    /// What was done with it.
    package enum Action: Hashable, Sendable {
        case press, release, wheelUp, wheelDown
    }

    /// What was done.
    package let action: Action
    /// 0 left, 1 middle, 2 right; 0 for the wheel.
    package let button: Int
    /// The cell under the pointer.
    package let at: Point

    /// A click or a turn of the wheel.
    package init(_ action: Action, button: Int = 0, at: Point) {
        self.action = action
        self.button = button
        self.at = at
    }
}
