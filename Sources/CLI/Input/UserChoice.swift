import ArgumentParser
import Domain

/// A list of users: from arguments, from a search, or from standard input.
struct UserChoice: Sendable {
    var names: [String]
    var groups: [String] = []
    var query: String?

    var isEmpty: Bool { names.isEmpty && groups.isEmpty && query == nil }

    /// The users that are named, each once, in the order of their numbers.
    func users(in run: VerbRun, _ state: State) throws(CommandLineFailure) -> [UserID] {
        var chosen = IDSet<UserID>()
        let finder = Names(state: state)
        for name in names {
            guard name == "-" else {
                chosen.insert(try finder.user(name).id)
                continue
            }
            for line in try run.inputLines() { chosen.insert(try finder.user(line).id) }
        }
        for name in groups { chosen.formUnion(try members(of: name, finder, state)) }
        if let query { chosen.formUnion(IDSet(try SearchText.users(query, in: state))) }
        return Array(chosen)
    }

    private func members(of name: String, _ finder: Names, _ state: State) throws(CommandLineFailure) -> IDSet<UserID> {
        let group = try finder.group(name)
        return IDSet(state.users.all.filter { $0.groups.contains(group.id) }.map(\.id))
    }
}

/// What `--query` says: the simple search (R16).
enum SearchText {
    private static let fields: Set<String> = [
        "registration", "invitation", "group", "site", "status", "sent", "location", "assignment", "device",
    ]

    /// The users that a query finds.
    ///
    /// - Throws: `.usage` for the language of advanced searches, which this version does not have: to find nobody would look
    ///   like an answer.
    static func users(_ query: String, in state: State) throws(CommandLineFailure) -> [UserID] {
        try check(query)
        return state.users.search(.init(query))
    }

    /// Refuses criteria.
    static func check(_ query: String) throws(CommandLineFailure) {
        for word in query.lowercased().split(separator: " ") where !query.hasPrefix("\"") {
            let field = word.prefix { $0 != ":" && $0 != ">" && $0 != "<" && $0 != "=" }
            guard field.count < word.count, fields.contains(String(field)) else { continue }
            if word == "registration:registered" {
                throw .usage(
                    "registered means two things: say registration:invited (Apple knows the person) or "
                        + "registration:accepted (an account is tied)")
            }
            throw .usage(
                "\(word) is a criterion of an advanced search, which this version does not have: words are looked for in "
                    + "names, addresses, phones and serials")
        }
    }
}

extension VerbRun {
    /// The lines of standard input without outer spaces; blank ones are passed over.
    func inputLines() throws(CommandLineFailure) -> [String] {
        let text = String(decoding: try streams.readAll(), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).map { line in
            String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty }
    }
}
