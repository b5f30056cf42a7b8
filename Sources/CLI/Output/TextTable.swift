/// Rows in aligned columns for people. The first rows decide the widths, so that a long list is not held as a whole.
struct TextTable {
    private let titles: [String]
    /// The width to fit into; nil cuts nothing.
    private let limit: Int?
    private let isASCII: Bool
    private var waiting: [[String]] = []
    private var widths: [Int] = []
    private(set) var isEmpty = true

    private static let measuredRows = 2_000
    private static let gap = 2
    private static let leastWidth = 6

    init(titles: [String], columns: Int?, isASCII: Bool) {
        self.titles = titles
        self.limit = columns
        self.isASCII = isASCII
    }

    mutating func add(_ cells: [String], _ write: (String) -> Void) {
        isEmpty = false
        let safe = cells.map { isASCII ? SafeText.ascii(SafeText.line($0)) : SafeText.line($0) }
        guard widths.isEmpty else { return write(line(safe)) }
        waiting.append(safe)
        if waiting.count == Self.measuredRows { begin(write) }
    }

    mutating func finish(_ write: (String) -> Void) {
        if widths.isEmpty, !isEmpty { begin(write) }
    }

    private mutating func begin(_ write: (String) -> Void) {
        widths = titles.indices.map { column in
            max(DisplayWidth.of(titles[column]), waiting.lazy.map { DisplayWidth.of($0[column]) }.max() ?? 0)
        }
        if let limit { shrink(to: limit) }
        write(line(titles))
        for row in waiting { write(line(row)) }
        waiting = []
    }

    /// Takes from the widest column until the row fits.
    private mutating func shrink(to limit: Int) {
        var total = widths.reduce(0, +) + Self.gap * (widths.count - 1)
        while total > limit, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.leastWidth {
            widths[widest] -= 1
            total -= 1
        }
    }

    private func line(_ cells: [String]) -> String {
        var text = ""
        for (column, cell) in cells.enumerated() {
            let fitting = limit == nil ? cell : DisplayWidth.cut(cell, to: widths[column], ellipsis: isASCII ? "~" : "\u{2026}")
            text += fitting
            guard column < cells.count - 1 else { continue }
            text += String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(fitting)) + Self.gap)
        }
        while text.last == " " { text.removeLast() }
        return text + "\n"
    }
}
