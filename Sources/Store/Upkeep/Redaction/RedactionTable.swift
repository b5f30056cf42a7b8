/// One line that was redacted, or is to be: the hash of what stands there before and after.
struct RedactedLine: Hashable, Sendable {
    let sequence: UInt64
    let was: SealDigest
    let now: SealDigest
}

/// How many lines are redacted, and how many were announced and still hold what they held.
package struct RedactionCount: Hashable, Sendable {
    package internal(set) var done: UInt64 = 0
    package internal(set) var pending: UInt64 = 0
}

/// The redactions that a journal announces: each line's hashes, first to last.
struct RedactionTable: Sendable {
    private var lines: [UInt64: [RedactedLine]] = [:]

    var isEmpty: Bool { lines.isEmpty }

    /// Takes in the content of a record `store.redacted`.
    mutating func take(_ redaction: Redaction) {
        for line in redaction.lines { lines[line.sequence, default: []].append(line) }
    }

    /// The hash of a line as it was when it was sealed; its own hash when it was altered otherwise.
    func original(of sequence: UInt64, now: SealDigest, _ count: inout RedactionCount) -> SealDigest {
        guard let steps = lines[sequence], let first = steps.first else { return now }
        if steps.last?.now == now {
            count.done += 1
            return first.was
        }
        guard steps.contains(where: { $0.was == now }) else { return now }
        count.pending += 1
        return first.was
    }
}
