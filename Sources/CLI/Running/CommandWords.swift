import ArgumentParser

/// The words of a command line before they are parsed.
struct CommandWords {
    let words: [String]
    /// How many words of global options stand before the first verb.
    private let leadingCount: Int

    init(_ words: [String]) {
        self.words = words
        var index = 0
        while index < words.count, let takesValue = Self.leading(words[index]) { index += takesValue ? 2 : 1 }
        leadingCount = min(index, words.count)
    }

    /// Whether a global option takes the next word as its value; nil for what is no global option.
    private static func leading(_ word: String) -> Bool? {
        if let known = GlobalOptions.leading[word] { return known }
        let name = word.prefix { $0 != "=" }
        return word.contains("=") && GlobalOptions.leading[String(name)] == true ? false : nil
    }

    /// Global options before the verb are moved behind it: every verb takes them.
    /// Without a verb they are for the one that runs then.
    var reordered: [String] {
        let rest = words.dropFirst(leadingCount)
        if rest.isEmpty, let verb = FurtherVerbs.current.withoutVerb { return [verb._commandName] + words }
        guard leadingCount > 0, let verb = rest.first, !verb.hasPrefix("-") else { return words }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end] + words.prefix(leadingCount) + rest[end...])
    }

    var asksForJSON: Bool { words.prefix { $0 != "--" }.contains("--json") }

    /// What to say about a verb that there is none of, with the nearest one; nil when the verbs are known.
    func unknownVerb(in root: any ParsableCommand.Type) -> String? {
        var command = root
        var path = "rollcall"
        for word in words.dropFirst(leadingCount) {
            let known = command.configuration.subcommands
            guard !known.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
            guard let next = known.first(where: { $0._commandName == word }) else {
                let names = known.map { $0._commandName }
                let near = NearestWord.of(word, among: names).map { "did you mean `\(path) \($0)`?" }
                return "there is no `\(path) \(word)`: " + (near ?? "\(path) knows \(names.joined(separator: ", "))")
            }
            command = next
            path += " " + word
        }
        return nil
    }
}

/// Finds the word that was probably meant.
enum NearestWord {
    /// The nearest of the names; nil when none is near.
    static func of(_ word: String, among names: [String]) -> String? {
        let typed = Array(word.lowercased())
        let ranked = names.map { (distance: distance(typed, Array($0)), name: $0) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(2, best.name.count / 3) ? best.name : nil
    }

    /// How many letters to change, add, drop, or swap with their neighbour.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.prefix(64).enumerated() {
            var line = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column + 1] + 1, line[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                line.append(best)
            }
            (beforeLast, last) = (last, line)
        }
        return last[right.count]
    }
}
