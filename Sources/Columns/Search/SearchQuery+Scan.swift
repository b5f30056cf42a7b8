extension SearchQuery {
    /// Calls `body` with the number of each row that matches, in order, until it returns false.
    ///
    /// - Parameter row: the row to begin with.
    /// - Returns: false when `body` ended the scan.
    @discardableResult
    @inline(__always)
    package func scan(_ text: FoldedText, from row: Int = 0, _ body: (Int) -> Bool) -> Bool {
        unsafe text.rows.bytes.withBuffer { bytes in
            unsafe text.rows.starts.withBuffer { starts in
                unsafe RowScan(query: self, bytes: bytes, starts: starts).run(from: row, body)
            }
        }
    }

    /// The numbers of the rows that match, in order, at most `limit` of them.
    package func matches(in text: FoldedText, limit: Int = .max) -> [Int] {
        guard limit > 0 else { return [] }
        var rows: [Int] = []
        scan(text) { row in
            rows.append(row)
            return rows.count < limit
        }
        return rows
    }

    /// The number of rows that match.
    package func count(in text: FoldedText) -> Int {
        var count = 0
        scan(text) { _ in
            count += 1
            return true
        }
        return count
    }

    /// Whether a row given by its fields, as people wrote them, matches.
    package func matches(_ fields: [String]) -> Bool { count(in: FoldedText([fields])) == 1 }
}
