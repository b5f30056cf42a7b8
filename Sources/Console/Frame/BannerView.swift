import Terminal

/// What keeps the console from its work as long as it lasts, below the header: no key takes it away.
enum BannerView {
    static func draw(_ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        guard let words = model.banner, !rect.isEmpty else { return }
        let lines = CellText.wrapped(words, to: rect.columns - 2)
        for index in 0..<min(lines.count, rect.rows) {
            let isCut = index == rect.rows - 1 && lines.count > rect.rows
            let line = isCut ? lines[index...].joined(separator: " ") : lines[index]
            canvas.put(line, in: rect.line(index).inset(columns: 1), model.theme[.warning])
        }
    }

    /// How many rows it takes: what it says is read whole where there is room for that.
    static func rows(_ words: String?, _ size: Size) -> Int {
        guard let words else { return 0 }
        return min(size.rows >= 20 ? 3 : 1, CellText.wrapped(words, to: size.columns - 2).count)
    }
}
