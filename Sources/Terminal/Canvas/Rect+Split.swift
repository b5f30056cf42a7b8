/// How long one part of a divided rectangle wants to be.
package enum Extent: Hashable, Sendable {
    /// So many rows or columns, as far as there is room.
    case fixed(Int)
    /// A share of what the fixed parts leave, by weight, but at least so many as long as there is room.
    case flex(Int = 1, atLeast: Int = 0)
}

extension Rect {
    /// Divides from top to bottom; one rectangle a part, some perhaps empty, together never more than there is.
    package func splitRows(_ parts: [Extent]) -> [Rect] {
        var start = row
        return Rect.lengths(of: parts, in: rows).map { length in
            defer { start += length }
            return Rect(row: start, column: column, rows: length, columns: columns)
        }
    }

    /// Divides from left to right, as ``splitRows(_:)``; `gap` columns stay free between two parts.
    package func splitColumns(_ parts: [Extent], gap: Int = 0) -> [Rect] {
        var start = column
        let room = max(0, columns - gap * max(0, parts.count - 1))
        return Rect.lengths(of: parts, in: room).map { length in
            defer { start += length + gap }
            return Rect(row: row, column: start, rows: rows, columns: length).intersection(self)
        }
    }

    private static func lengths(of parts: [Extent], in total: Int) -> [Int] {
        var rest = total
        var lengths = parts.map { part -> Int in
            let wanted =
                switch part {
                case .fixed(let length): length
                case .flex(_, let least): least
                }
            let given = min(max(0, wanted), rest)
            rest -= given
            return given
        }
        share(rest, among: parts, into: &lengths)
        return lengths
    }

    /// Hands the rest to the flexible parts by weight; the last one takes what rounding left.
    private static func share(_ rest: Int, among parts: [Extent], into lengths: inout [Int]) {
        let weights = parts.map { part in
            if case .flex(let weight, _) = part { max(0, weight) } else { 0 }
        }
        var weightLeft = weights.reduce(0, +)
        var roomLeft = rest
        for (index, weight) in weights.enumerated() where weight > 0 {
            let portion = roomLeft * weight / weightLeft
            lengths[index] += portion
            roomLeft -= portion
            weightLeft -= weight
        }
    }
}
