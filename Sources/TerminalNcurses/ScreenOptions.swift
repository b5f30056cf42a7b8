/// How the screen is to be taken.
package struct ScreenOptions: Hashable, Sendable {
    /// How long a lone ESC waits for what could follow it, in milliseconds; 50 to 100 on slow lines.
    package var escapeDelayMilliseconds = 25
    /// Whether clicks and the wheel are reported. The terminal's own selection then needs Shift.
    package var usesMouse = false
    /// Whether frames are marked as one update (mode 2026); never sent to terminals that are known not to understand.
    package var marksFrames = true
    /// Attributes only, besides what `NO_COLOR` says.
    package var noColor = false
    /// Where whatever is printed to standard error goes while the screen is on; nowhere when nil.
    package var errorLogPath: String?
    /// The file in which a crash leaves what the process was doing.
    package var breadcrumbPath: String?
    /// The first line of that file.
    package var version = ""

    /// The usual screen.
    package init() {}
}
