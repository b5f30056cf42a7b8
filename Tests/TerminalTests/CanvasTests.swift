import Terminal
import TestSupport
import Testing

@Suite("Canvas")
struct CanvasTests {
    @Test("nothing is drawn outside, however absurd the place")
    func clipping() {
        for size in [
            Size(rows: 0, columns: 0), Size(rows: 1, columns: 1), Size(rows: 2, columns: 3), Size(rows: 24, columns: 80),
        ] {
            var canvas = Canvas(size: size)
            for place in [-100, -1, 0, 1, 5, 79, 1000] {
                canvas.put("佳穂 text", at: Point(row: place, column: place))
                canvas.box(
                    Rect(row: place, column: -3, rows: 5, columns: 9),
                    titles: .init([TextRun("title")], topRight: [TextRun("9")]))
                canvas.bar(0.5, at: Point(row: place, column: place), width: 300)
                canvas.sparkline([1, 2, 3], at: Point(row: place, column: place), width: 9)
                canvas.fill(Rect(row: place, column: place, rows: 99, columns: 99))
                canvas.restyle(Rect(row: -5, column: place, rows: 99, columns: 99)) { _ in Style(.indexed(1)) }
                canvas.scrollBar(3..<9, of: 100, in: Rect(row: place, column: place, rows: 7, columns: 1), .plain, thumb: .plain)
            }
            #expect(ScreenText.render(canvas).split(separator: "\n").count >= size.rows)
        }
    }

    @Test("a clip confines drawing to a rectangle and is lifted afterwards")
    func clipped() {
        var canvas = Canvas(size: Size(rows: 1, columns: 9))
        canvas.clipped(to: Rect(row: 0, column: 2, rows: 1, columns: 4)) { $0.put("abcdefgh", at: Point(row: 0, column: 0)) }
        canvas.put("Z", at: Point(row: 0, column: 8))
        #expect(ScreenText.characters(canvas) == "  cde…  Z")
    }

    @Test("half of a wide character never stays behind")
    func halves() {
        for column in 0..<4 {
            var canvas = Canvas(size: Size(rows: 1, columns: 4))
            canvas.put("佳穂", at: Point(row: 0, column: 0))
            canvas.put("x", at: Point(row: 0, column: column))
            let widths = canvas[row: 0].map { Int($0.width) }
            #expect(widths.reduce(0, +) == 4, "\(column): \(widths)")
            for index in 0..<4 where widths[index] == 2 { #expect(index < 3 && widths[index + 1] == 0) }
        }
        var edge = Canvas(size: Size(rows: 1, columns: 3))
        edge.put("a佳穂", at: Point(row: 0, column: 0))
        #expect(ScreenText.characters(edge) == "a …" || ScreenText.characters(edge) == "a佳")
    }

    @Test("put returns the columns it took and ends long text with an ellipsis")
    func put() {
        var canvas = Canvas(size: Size(rows: 1, columns: 20))
        #expect(canvas.put("abc", at: Point(row: 0, column: 0)) == 3)
        #expect(canvas.put("abcdef", at: Point(row: 0, column: 4), maxWidth: 4) == 4)
        #expect(canvas.put([TextRun("佳穂"), TextRun("xyz")], at: Point(row: 0, column: 10), maxWidth: 5) == 5)
        #expect(ScreenText.characters(canvas) == "abc abc…  佳穂…")
        canvas.put("right", in: Rect(row: 0, column: 0, rows: 1, columns: 20), align: .right)
        #expect(ScreenText.characters(canvas) == "abc abc…  佳穂…right")
    }

    @Test("a bar shows eighths, never looks full before it is, and is never empty when something is done")
    func bars() {
        func bar(_ fraction: Double) -> String {
            var canvas = Canvas(size: Size(rows: 1, columns: 4))
            canvas.bar(fraction, at: Point(row: 0, column: 0), width: 4)
            return ScreenText.characters(canvas)
        }
        #expect(bar(0.5) == "██")
        #expect(bar(0.53125) == "██▏")
        #expect(bar(0.9999) == "███▉")
        #expect(bar(0.0001) == "▏")
        #expect(bar(0) == "" && bar(-1) == "" && bar(.nan) == "")
        #expect(bar(1) == "████" && bar(.infinity) == "████")
    }

    @Test("a rectangle is divided without a gap or an overlap, whatever the sizes")
    func splitting() {
        for rows in 0..<40 {
            let rect = Rect(row: 3, column: 2, rows: rows, columns: 10)
            let parts = rect.splitRows([.fixed(1), .flex(2, atLeast: 3), .flex(1), .fixed(2)])
            #expect(parts.reduce(0) { $0 + $1.rows } == rows)
            #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.endRow == $1.row })
        }
        let columns = Rect(row: 0, column: 0, rows: 1, columns: 11).splitColumns([.flex(), .flex()], gap: 1)
        #expect(columns.map(\.columns) == [5, 5] && columns.map(\.column) == [0, 6])
    }

    @Test("a screen of everything is as recorded", arguments: [false, true])
    func recorded(ascii: Bool) {
        var canvas = Canvas(size: Size(rows: 12, columns: 50), ascii: ascii)
        let theme = Theme.default
        let titles = Canvas.BoxTitles(
            [TextRun("1 Users", theme[.titleFocused])], topRight: [TextRun(" 37 of 10,000 ", theme[.title])])
        let inside = canvas.box(canvas.bounds.splitRows([.flex(), .fixed(1)])[0], theme[.borderFocused], titles: titles)
        canvas.put("▸ anna.berg   Anna Berg   ◐ Invited 9d", in: inside.line(0), theme[.text])
        canvas.restyle(inside.line(0)) { theme[.selection].over($0) }
        canvas.put("+ 佳穂 山田   ● Accepted   é e\u{301} 👩‍🚀", in: inside.line(1), theme[.stateAccepted])
        canvas.divider(
            row: inside.row + 2, in: canvas.bounds.splitRows([.flex(), .fixed(1)])[0], theme[.border], title: [TextRun("Usage")])
        canvas.bar(0.82, at: Point(row: 4, column: 2), width: 20, theme[.progress], rest: theme[.progressRest])
        canvas.sparkline([1, 2, 5, 8, 7, 4, 2, 0, 1], at: Point(row: 5, column: 2), width: 20, theme[.chart])
        var field = TextField("anna staff")
        let cursor = field.draw(on: &canvas, in: Rect(row: 7, column: 2, rows: 1, columns: 8), theme[.input])
        canvas.scrollBar(
            10..<20, of: 100, in: Rect(row: 1, column: 48, rows: 8, columns: 1), theme[.scroll], thumb: theme[.scrollThumb])
        KeyHints([
            .init("r", "resend"), .init("R", "redo", isEnabled: false), .init("?", "keys"), .init("x", "a hint too long to fit"),
        ])
        .draw(on: &canvas, in: Rect(row: 11, column: 0, rows: 1, columns: 50), theme: theme)
        expectScreen(canvas, ascii ? "everything-ascii" : "everything", cursor: cursor)
        if ascii { #expect(ScreenText.characters(canvas).utf8.count == ScreenText.characters(canvas).count) }
    }

    @Test("a difference between screens points at the first column that differs")
    func difference() {
        var left = Canvas(size: Size(rows: 2, columns: 9))
        left.put("abc", at: Point(row: 1, column: 0))
        var right = left
        right.put("x", at: Point(row: 1, column: 2))
        let report = ScreenText.difference(expected: ScreenText.render(left), actual: ScreenText.render(right))
        #expect(report == "line 3\n  expected |abc      |\n  actual   |abx      |\n              ^")
        #expect(ScreenText.difference(expected: "a", actual: "a") == nil)
    }
}
