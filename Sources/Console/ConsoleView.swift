import Domain
import Terminal

/// Draws a model: the same model always gives the same canvas, and the work grows with what is visible.
package enum ConsoleView {
    /// A canvas and where the cursor stands on it; the cursor marks the focused row for screen readers even when it is hidden.
    package struct Frame: Hashable, Sendable {
        /// All cells of the screen.
        package let canvas: Canvas
        /// On the canvas, whatever its size.
        package let cursor: Point
        /// Letters go into a text now.
        package let isCursorVisible: Bool
    }

    /// Draws everything.
    package static func draw(_ model: ConsoleModel) -> Frame {
        var canvas = Canvas(size: model.size, ascii: model.options.isASCII, style: model.theme[.text])
        let layout = model.layout
        guard layout.kind != .tooSmall else { return tooSmall(model, canvas) }
        HeaderView.draw(model, layout.header, on: &canvas)
        BannerView.draw(model, layout.banner, on: &canvas)
        if !layout.strip.isEmpty { StripView.draw(model, layout.strip, on: &canvas) }
        var cursor = Point(row: 0, column: 0)
        for pane in layout.panes {
            let place = PaneView.draw(model, pane, on: &canvas)
            if pane.kind == model.focus { cursor = place ?? cursor }
        }
        DetailView.draw(model, layout.detail, on: &canvas)
        FooterView.draw(model, layout, on: &canvas)
        let typing = DialogView.draw(model, layout, on: &canvas)
        return frame(canvas, typing ?? cursor, isVisible: typing != nil && DialogView.isTyping(model))
    }

    private static func tooSmall(_ model: ConsoleModel, _ canvas: Canvas) -> Frame {
        var canvas = canvas
        let words = "Too small: \(ConsoleLayout.leastColumns)x\(ConsoleLayout.leastRows) is needed"
        canvas.put(lines: CellText.wrapped(words, to: model.size.columns), in: canvas.bounds, model.theme[.warning])
        return frame(canvas, Point(row: 0, column: 0), isVisible: false)
    }

    /// The cursor never leaves the canvas, whatever a view has returned.
    private static func frame(_ canvas: Canvas, _ cursor: Point, isVisible: Bool) -> Frame {
        let row = min(max(0, cursor.row), max(0, canvas.size.rows - 1))
        let column = min(max(0, cursor.column), max(0, canvas.size.columns - 1))
        return Frame(canvas: canvas, cursor: Point(row: row, column: column), isCursorVisible: isVisible)
    }
}
