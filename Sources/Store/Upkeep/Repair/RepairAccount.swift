/// What became of every line of a damaged store, in words.
package struct RepairAccount: Hashable, Sendable {
    /// One entry for each run of lines that were kept, and for each that was skipped.
    package private(set) var entries: [String] = []
    package private(set) var kept: UInt64 = 0
    package private(set) var skipped: UInt64 = 0
    /// Seals that do not fit the new numbers and are left out; the next writer makes others.
    package private(set) var seals: UInt64 = 0
    /// Skipped lines that something kept stands behind: not the rest of an interrupted write.
    package private(set) var lost: UInt64 = 0
    private var skippedSince: UInt64 = 0
    private var run: Run?

    /// Lines that follow one another and moved by the same distance.
    private struct Run: Hashable, Sendable {
        let path: String
        var lines: ClosedRange<UInt64>
        var old: ClosedRange<UInt64>
        let distance: UInt64
    }

    mutating func keep(_ path: String, _ line: UInt64, old: UInt64, new: UInt64) {
        kept += 1
        lost += skippedSince
        skippedSince = 0
        let distance = old &- new
        if let last = run, last.path == path, last.distance == distance, last.lines.upperBound + 1 == line {
            run?.lines = last.lines.lowerBound...line
            run?.old = last.old.lowerBound...old
            return
        }
        closeRun()
        run = Run(path: path, lines: line...line, old: old...old, distance: distance)
    }

    mutating func skip(_ path: String, _ line: RepairLine, _ reason: String) {
        skipped += 1
        skippedSince += 1
        note("\(path) line \(line.number) (byte \(line.offset)): skipped, \(reason)")
    }

    mutating func dropSeal(_ path: String, _ line: RepairLine) {
        seals += 1
        note("\(path) line \(line.number): a seal of the old numbers, left out")
    }

    mutating func note(_ words: String) {
        closeRun()
        entries.append(words)
    }

    mutating func closeRun() {
        guard let run else { return }
        self.run = nil
        let lines = Self.range(run.lines, "line ", "lines ")
        let old = Self.range(run.old, "#", "#")
        let moved = run.old.lowerBound &- run.distance...run.old.upperBound &- run.distance
        let new = run.distance == 0 ? "kept as it is" : "kept as " + Self.range(moved, "#", "#")
        entries.append("\(run.path) \(lines) (\(old)): \(new)")
    }

    private static func range(_ range: ClosedRange<UInt64>, _ one: String, _ many: String) -> String {
        range.count == 1 ? "\(one)\(range.lowerBound)" : "\(many)\(range.lowerBound)-\(range.upperBound)"
    }
}
