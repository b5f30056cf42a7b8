import CNcurses
import Terminal

/// The terminal, taken for a full screen. There is one at a time, and one thread uses it; only ``wake()`` is for all.
///
/// It is not `Sendable`, so the compiler keeps it on the thread that started it.
package final class Screen {
    /// Where the cursor stands; it marks the focused row for screen readers even when it is not shown.
    package struct Cursor: Hashable, Sendable {
        /// The cell that it is on.
        package var at: Point
        /// Whether the terminal draws it.
        package var isVisible: Bool

        /// A cursor, shown unless said.
        package init(at point: Point, isVisible: Bool = true) {
            self.at = point
            self.isVisible = isVisible
        }
    }

    /// How many colours are used.
    package let depth: ColorDepth
    /// The terminal type that was found usable; another than `TERM` when that one is unknown on this host.
    package let terminalType: String
    /// What the last frame cost in bytes; 0 when nothing had changed.
    package private(set) var lastFrameBytes = 0
    private var shown: Canvas?
    private var shownCursor: Cursor?
    private var deferred: (canvas: Canvas, cursor: Cursor?)?
    private var styles: StyleTable
    private var row: [cs_cell] = []
    var held: [InputEvent] = []

    /// Takes the terminal.
    ///
    /// - Throws: `noTerminal`, `unusableTerminal`, `refusedBySystem` or `inUse`; the terminal is then as it was.
    package init(_ options: ScreenOptions = ScreenOptions()) throws(ScreenError) {
        cs_set_stderr(options.errorLogPath)
        cs_set_breadcrumb(options.breadcrumbPath, options.version)
        var flags = (options.usesMouse ? CS_START_MOUSE : 0) | (options.marksFrames ? CS_START_SYNC : 0)
        if options.noColor || cs_no_color() != 0 { flags |= CS_START_MONO }
        switch Int(cs_start(Int32(clamping: options.escapeDelayMilliseconds), Int32(flags))) {
        case CS_OK: break
        case CS_ERROR_NO_TTY: throw .noTerminal
        case CS_ERROR_TERM: throw .unusableTerminal
        case CS_ERROR_BUSY: throw .inUse
        default: throw .refusedBySystem
        }
        depth = ColorDepth(colors: Int(cs_colors()))
        terminalType = String(cString: cs_term())
        styles = StyleTable(depth: depth)
    }

    deinit {
        cs_stop()
    }

    /// The size of the terminal now.
    package var size: Size {
        var rows: Int32 = 0
        var columns: Int32 = 0
        cs_size(&rows, &columns)
        return Size(rows: Int(rows), columns: Int(columns))
    }

    /// Allocates the colours of a theme, so that the first frame need not.
    package func use(_ theme: Theme) {
        for style in theme.allStyles { _ = styles.id(of: style) }
    }

    /// Shows a canvas, in one write, or in none when nothing has changed.
    ///
    /// While the terminal takes no output the newest canvas is kept and shown by ``next(timeout:)`` as soon as it does.
    /// - Returns: whether the screen shows this canvas now.
    @discardableResult
    package func present(_ canvas: Canvas, cursor: Cursor? = nil) -> Bool {
        lastFrameBytes = 0
        if let shown, shown == canvas, shownCursor == cursor {
            deferred = nil
            return true
        }
        guard cs_writable() != 0 else {
            deferred = (canvas, cursor)
            return false
        }
        deferred = nil
        return draw(canvas, cursor)
    }

    /// Makes the next frame a full one, for a terminal that something else has written to (Ctrl-L).
    package func repaint() {
        cs_repaint()
        forgetShown()
    }

    /// Makes every row be handed over again.
    func forgetShown() {
        shown = nil
    }

    /// Shows what had to wait, if the terminal takes it now.
    func presentDeferred() {
        guard let waiting = deferred else { return }
        present(waiting.canvas, cursor: waiting.cursor)
    }

    var hasDeferred: Bool { deferred != nil }

    private func draw(_ canvas: Canvas, _ cursor: Cursor?) -> Bool {
        let previous = shown?.size == canvas.size ? shown : nil
        for index in 0..<canvas.size.rows where previous?[row: index] != canvas[row: index] {
            put(canvas[row: index], at: index)
        }
        if styles.overflowed {
            styles = StyleTable(depth: depth)
            for index in 0..<canvas.size.rows { put(canvas[row: index], at: index) }
        }
        let place = cursor?.at ?? Point(row: canvas.size.rows - 1, column: 0)
        let bytes = cs_flush(Int32(clamping: place.row), Int32(clamping: place.column), cursor?.isVisible == true ? 1 : 0)
        guard bytes >= 0 else {
            shown = nil
            return false
        }
        (shown, shownCursor, lastFrameBytes) = (canvas, cursor, bytes)
        return true
    }

    private func put(_ cells: ArraySlice<Cell>, at index: Int) {
        row.removeAll(keepingCapacity: true)
        for (position, cell) in zip(cells.indices, cells) {
            let marks = cell.marks
            let id = cell.isInvisible && !cells.isInsideWords(position) ? 0 : styles.id(of: cell.style)
            row.append(
                cs_cell(
                    ch: (cell.base.value, marks.0, marks.1, marks.2, marks.3), style: id, width: cell.width, _pad: (0, 0, 0)))
        }
        cs_put_row(Int32(clamping: index), row, Int32(clamping: row.count))
    }
}

extension ArraySlice<Cell> {
    /// A single blank between two cells of its style: there a plain one would be two changes of style more.
    fileprivate func isInsideWords(_ position: Index) -> Bool {
        guard position > startIndex, position + 1 < endIndex else { return false }
        let style = self[position].style
        return [self[position - 1], self[position + 1]].allSatisfy { $0.style == style && !$0.isInvisible }
    }
}

extension Cell {
    /// Whether its style cannot be seen. Such a cell is sent as a plain one: a change of style costs ten bytes.
    fileprivate var isInvisible: Bool {
        base == " " && markCount == 0 && style.background == .default
            && style.attributes.isDisjoint(with: [.underline, .reverse])
    }
}
