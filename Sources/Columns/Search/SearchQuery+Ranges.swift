extension SearchQuery {
    /// What to highlight in a field that a row is shown with: the characters that the words of the query hit.
    ///
    /// A word without wildcard is marked wherever it stands; the pieces of a word with wildcards at their first places,
    /// if all are there. A character that is hit in part (`ß` by `s`) is marked whole.
    /// - Parameter text: the field as people wrote it, not folded.
    /// - Returns: offsets in characters, ascending, apart from one another.
    package func ranges(in text: String) -> [Range<Int>] {
        guard !isEmpty else { return [] }
        var folded: [UInt8] = []
        var owners: [Int] = []
        for (offset, character) in text.enumerated() {
            appendFolded(String(character), to: &folded)
            owners.append(contentsOf: repeatElement(offset, count: folded.count - owners.count))
        }
        var isHit = [Bool](repeating: false, count: owners.count)
        for term in terms {
            for range in term.places(in: folded) { isHit.replaceSubrange(range, with: range.map { _ in true }) }
        }
        return Self.runs(zip(owners, isHit).filter(\.1).map(\.0))
    }

    /// Joins neighbouring offsets; `offsets` ascend and may repeat.
    private static func runs(_ offsets: [Int]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for offset in offsets {
            if let last = runs.last, offset <= last.upperBound {
                runs[runs.count - 1] = last.lowerBound..<max(last.upperBound, offset + 1)
            } else {
                runs.append(offset..<offset + 1)
            }
        }
        return runs
    }
}

extension SearchQuery.Term {
    /// Where this term hits one folded field, in bytes.
    fileprivate func places(in field: [UInt8]) -> [Range<Int>] {
        guard pieces.count > 1 else { return everyPlace(of: pieces[0], in: field) }
        var places: [Range<Int>] = []
        for piece in pieces {
            guard let place = RowScan.find(piece, in: field, from: places.last?.upperBound ?? 0) else { return [] }
            places.append(place)
        }
        return places
    }

    private func everyPlace(of piece: [UInt8], in field: [UInt8]) -> [Range<Int>] {
        var places: [Range<Int>] = []
        while let place = RowScan.find(piece, in: field, from: places.last?.upperBound ?? 0) { places.append(place) }
        return places
    }
}
