import Terminal

/// Where everything stands at a size; the only reader of sizes, so that update and view agree on what is visible.
struct ConsoleLayout: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// Below 40 x 10: nothing is drawn but that.
        case tooSmall
        /// One list with a detail line and four keys.
        case narrow
        /// One large pane and a strip for the others.
        case single
        /// Four panes at once.
        case wide
    }

    let kind: Kind
    let header: Rect
    /// What lasts and has to be known; mostly empty.
    let banner: Rect
    /// The line with the other panes' titles; empty when they are on screen or there is no room.
    let strip: Rect
    /// What is on screen, with borders.
    let panes: [Pane]
    let detail: Rect
    let message: Rect
    let footer: Rect

    struct Pane: Hashable, Sendable {
        let kind: PaneKind
        let frame: Rect
        /// With a border around it.
        let isBoxed: Bool

        var inner: Rect { isBoxed ? frame.inset(rows: 1, columns: 1) : frame.splitRows([.fixed(1), .flex()])[1] }
    }

    static let leastColumns = 40
    static let leastRows = 10

    init(size: Size, focus: PaneKind, isZoomed: Bool, bannerRows: Int = 0) {
        kind = ConsoleLayout.kind(of: size)
        let detailRows = kind == .wide ? 4 : size.rows >= 20 ? 2 : 1
        let stripRows = kind == .single || (kind == .wide && isZoomed) ? 1 : 0
        let rows = Rect(size).splitRows([
            .fixed(1), .fixed(bannerRows), .fixed(stripRows), .flex(), .fixed(kind == .wide && !isZoomed ? 0 : detailRows),
            .fixed(1), .fixed(1),
        ])
        (header, banner, strip, message, footer) = (rows[0], rows[1], rows[2], rows[5], rows[6])
        switch kind {
        case .tooSmall:
            (panes, detail) = ([], Rect(row: 0, column: 0, rows: 0, columns: 0))
        case .wide where !isZoomed:
            let columns = rows[3].splitColumns([.flex(11), .flex(10)])
            let left = columns[0].splitRows([.flex(), .fixed(detailRows)])
            detail = left[1]
            panes =
                [Pane(kind: ConsoleLayout.large(for: focus), frame: left[0], isBoxed: true)]
                + ConsoleLayout.right(columns[1])
        default:
            detail = rows[4]
            panes = [Pane(kind: focus, frame: rows[3], isBoxed: kind != .narrow)]
        }
    }

    /// The pane of a kind, when it is on screen.
    func pane(_ kind: PaneKind) -> Pane? { panes.first { $0.kind == kind } }

    private static func kind(of size: Size) -> Kind {
        if size.rows < leastRows || size.columns < leastColumns { return .tooSmall }
        if size.columns < 80 { return .narrow }
        return size.columns >= 120 && size.rows >= 24 ? .wide : .single
    }

    /// The left half shows the users, or the further view that has the focus.
    private static func large(for focus: PaneKind) -> PaneKind {
        PaneKind.together.contains(focus) ? .users : focus
    }

    private static func right(_ rect: Rect) -> [Pane] {
        let parts = rect.splitRows([.flex(3), .flex(5), .flex(2, atLeast: 5)])
        return zip([PaneKind.invitations, .usage, .redo], parts).map { Pane(kind: $0, frame: $1, isBoxed: true) }
    }
}
