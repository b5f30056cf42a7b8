import Terminal

/// The terminal as the loop uses it: one thread, from start to end.
package protocol ConsoleScreen: AnyObject {
    /// The size now.
    var size: Size { get }
    /// Shows a canvas with the cursor at a place; false while the terminal takes no output.
    func present(_ canvas: Canvas, cursor: Point, isCursorVisible: Bool) -> Bool
    /// Waits for input or a wake-up and returns what is there, in order; nil waits for ever.
    func next(timeout: Duration?) -> [InputEvent]
    /// Forgets keys that were typed before now, for a sheet that is about to be painted.
    func dropTypedAhead()
    /// Makes the next frame a full one.
    func repaint()
    /// Allocates the colours of a theme.
    func use(_ theme: Theme)
    /// Stops the job as Ctrl-Z does and comes back when the shell goes on with it.
    func suspend()
    /// Copies text into the clipboard of the person's terminal; false when it cannot.
    func copy(_ text: String) -> Bool
}
