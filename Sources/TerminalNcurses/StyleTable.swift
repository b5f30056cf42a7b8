import CNcurses
import Terminal

/// The styles in use, each under the number that the C side knows it by.
struct StyleTable {
    private let depth: ColorDepth
    private var ids: [Style: UInt32] = [.plain: 0]
    private var lastStyle = Style.plain
    private var lastID: UInt32 = 0
    /// Whether a style found no number any more; the table must then be begun anew and everything drawn again.
    private(set) var overflowed = false

    init(depth: ColorDepth) {
        self.depth = depth
    }

    /// The number of a style, defined when it is new. Neighbouring cells mostly share theirs.
    mutating func id(of style: Style) -> UInt32 {
        if style == lastStyle { return lastID }
        lastStyle = style
        lastID = ids[style] ?? define(style)
        return lastID
    }

    private mutating func define(_ style: Style) -> UInt32 {
        guard ids.count < CS_STYLES else {
            overflowed = true
            return 0
        }
        let id = UInt32(ids.count)
        let resolved = depth.resolve(style)
        cs_set_style(id, UInt32(resolved.attributes.rawValue), Int32(resolved.foreground), Int32(resolved.background))
        ids[style] = id
        return id
    }
}
