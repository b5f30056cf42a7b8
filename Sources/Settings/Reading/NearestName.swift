/// Finds the known name that somebody probably meant.
enum NearestName {
    /// The nearest of the names, or nil when none is near: a third of the letters may differ, or one is the start of the other.
    ///
    /// - Complexity: letters of the word times letters of all names; a word over 64 letters has no near name.
    static func of(_ word: String, among names: [String]) -> String? {
        let letters = Array(word.lowercased().unicodeScalars)
        guard (1...64).contains(letters.count) else { return nil }
        let ranked = names.map { name in (name: name, distance: distance(letters, Array(name.lowercased().unicodeScalars))) }
        if let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= max(1, letters.count / 3) {
            return best.name
        }
        guard letters.count >= 3 else { return nil }
        return names.first { $0.hasPrefix(word.lowercased()) || word.lowercased().hasPrefix($0) }
    }

    /// `; did you mean "x"?`, or nothing.
    static func question(_ word: String, among names: [String]) -> String {
        of(word, among: names).map { "; did you mean \(quoted($0))?" } ?? ""
    }

    /// How many letters must be added, left out, changed or swapped with a neighbour.
    static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in 0..<first.count {
            var current = [row + 1]
            for column in 0..<second.count {
                let change = last[column] + (first[row] == second[column] ? 0 : 1)
                var best = min(change, last[column + 1] + 1, current[column] + 1)
                let isSwap = row > 0 && column > 0 && first[row] == second[column - 1] && first[row - 1] == second[column]
                if isSwap { best = min(best, beforeLast[column - 1] + 1) }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
