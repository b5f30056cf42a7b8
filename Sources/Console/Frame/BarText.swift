/// A bar as text, for cells of a list.
enum BarText {
    /// So many columns, filled in eighths; what is not quite full never looks full, what is not empty shows something.
    static func eighths(_ fraction: Double, width: Int) -> String {
        let all = width * 8
        let filled = fraction >= 1 ? all : fraction <= 0 ? 0 : min(all - 1, max(1, Int(fraction * Double(all))))
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let text = String(repeating: "█", count: filled / 8) + parts[filled % 8]
        return text + String(repeating: "·", count: max(0, width - text.count))
    }
}
