import Store
import Testing

/// What the harness knows about a store: which commands were confirmed, and which may be there or not.
struct Checker {
    /// Command id and last sequence of each confirmed transaction, in the order in which a process said so.
    private(set) var confirmed: [(command: String, last: UInt64)] = []
    /// What a command begins with that may be present without having been confirmed.
    var possible: Set<String> = []
    /// Commands of which a process said that it does not know what became of them.
    private(set) var unknown: Set<String> = []
    /// Whether those may be there: only while a disk refuses everything, so that not even a note of it could be left.
    var allowsUnknown = false
    /// Error names by how often they were said.
    private(set) var errors: [String: Int] = [:]

    /// Takes lines that a probe printed.
    mutating func take(_ lines: [String]) {
        for line in lines {
            let words = line.split(separator: " ")
            if words.first == "!", words.count > 2 {
                errors[String(words[2]), default: 0] += 1
                if words[2] == "outcomeUnknown" { unknown.insert(String(words[1])) }
            } else if words.count >= 2, words[0].contains("-"), let last = UInt64(words[1]) {
                confirmed.append((String(words[0]), last))
            }
        }
    }

    /// From now on this counts as confirmed too.
    mutating func confirm(_ entry: (command: String, last: UInt64)) {
        confirmed.append(entry)
    }

    /// Checks everything that must hold after whatever happened; then one more commit, and that opening changes no byte.
    ///
    /// (1) It opens. (2) Confirmed is present once, where it was said to be. (3) Nothing is invented. (4) No transaction is
    /// half there. (5) Sequences are dense and the check is sound. (6) One more commit works. (7) Opening again changes nothing.
    func verify(_ store: ProcessStore, _ comment: Comment? = nil) throws {
        let opened = try store.open()
        if let reason = opened.readOnlyReason { Issue.record("\(comment ?? "") refused: \(reason)") }
        try verifyRecords(store, comment)
        try store.commitOne()
        let report = try StoreCheck.run(at: store.path, options: ProcessStore.options())
        #expect(report.isSound && report.notices.allSatisfy(\.isHarmless), "\(comment ?? "") \(report)")
        let before = try Files.snapshot(store.path)
        _ = try store.open()
        #expect(try Files.snapshot(store.path) == before, comment)
    }

    /// The records alone: of a store that still lives.
    func verifyRecords(_ store: ProcessStore, _ comment: Comment? = nil) throws {
        var (ends, sequence, open): ([String: UInt64], UInt64, String) = ([:], 0, "")
        var done = 0
        for record in try store.records() {
            sequence += 1
            #expect(record.sequence == sequence && record.element == done + 1, comment)
            done = record.endsTransaction ? 0 : done + 1
            if record.element == 1 { open = record.command ?? "" }
            if record.endsTransaction && !record.isStoreOwn && ends.updateValue(sequence, forKey: open) != nil {
                Issue.record("\(comment ?? "") \(open) is there twice")
            }
        }
        #expect(done == 0, comment)
        for (command, last) in confirmed where ends[command] != last {
            Issue.record("\(comment ?? "") \(command) was confirmed at \(last) and is at \(String(describing: ends[command]))")
        }
        let known = Set(confirmed.map(\.command))
        for command in ends.keys where !known.contains(command) && command != "checker" && !isPossible(command) {
            Issue.record("\(comment ?? "") \(command) was never asked for")
        }
    }

    private func isPossible(_ command: String) -> Bool {
        possible.contains(String(command.prefix { $0 != "-" })) || allowsUnknown && unknown.contains(command)
    }
}

extension StoreCheck.Notice {
    /// What a store that was just written may still say.
    var isHarmless: Bool {
        switch self {
        case .savedTails, .void: true
        default: false
        }
    }
}
