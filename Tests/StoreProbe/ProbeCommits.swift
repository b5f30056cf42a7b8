import Glibc
import Store

/// A process that writes: turn after turn, and one line for each transaction that was confirmed.
struct ProbeCommits {
    private struct Stale: Error {}

    private let store: StoreDirectory
    private let arguments: ProbeArguments
    private let name: String
    private let acknowledgements: Int32
    private var last: UInt64
    private var digest = ProbeDigest()

    init(_ store: StoreDirectory, _ arguments: ProbeArguments) {
        (self.store, self.arguments, name) = (store, arguments, arguments.word(2))
        acknowledgements = arguments.text("ack-file").map { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) } ?? 1
        last = UInt64(clamping: arguments.number("after", otherwise: 0))
    }

    /// Commits `count` transactions of up to `records` records, `--batch` of them a turn.
    mutating func run(count: Int, records: Int) {
        let batch = max(1, arguments.number("batch", otherwise: 1))
        var number = 0
        while number < count {
            let numbers = number..<min(count, number + batch)
            if turn(numbers, records) { number = numbers.upperBound }
        }
        if arguments.has("digest") { reportDigest() }
    }

    /// False when the turn has to be taken again, because the caller's base was stale.
    private mutating func turn(_ numbers: Range<Int>, _ records: Int) -> Bool {
        do throws(TransactError<Stale>) {
            let written = try store.journal.transact(after: last) { missed throws(Stale) in
                catchUp(missed)
                if arguments.has("optimistic"), !missed.isEmpty { throw Stale() }
                return numbers.map { transaction($0, records) }
            }
            catchUp(written)
            acknowledge(numbers, written)
            return true
        } catch {
            guard case .journal(let error) = error else {
                ProbeOutput.say("stale \(last)", to: acknowledgements)
                return false
            }
            let place = "\(name)-\(numbers.lowerBound)"
            ProbeOutput.say("! \(place) \(ProbeOutput.name(error)) \(error)", to: acknowledgements)
            if !arguments.has("tolerant") { exit(3) }
            return true
        }
    }

    private mutating func catchUp(_ records: [Record]) {
        if arguments.has("digest") { digest.add(records) }
        last = records.last?.sequence ?? last
    }

    private func transaction(_ number: Int, _ records: Int) -> PendingTransaction {
        let count = arguments.has("mixed") ? (number * 7 + name.utf8.count) % records + 1 : records
        return PendingTransaction(
            at: WallClock.milliseconds(), by: name, command: "\(name)-\(number)",
            records: (0..<count).map { element in
                PendingRecord(kind: "sampleHappened") {
                    $0.field("element", element); $0.field("base", last)
                }
            })
    }

    private func acknowledge(_ numbers: Range<Int>, _ written: [Record]) {
        let time = arguments.has("clock") ? " \(ProbeOutput.now())" : ""
        let ends = written.filter(\.endsTransaction).map(\.sequence)
        let lines = zip(numbers, ends).map { "\(name)-\($0) \($1)\(time)" }
        ProbeOutput.say(lines.joined(separator: "\n"), to: acknowledgements)
        if let pause = arguments.text("pause").flatMap({ UInt32($0) }) { usleep(pause) }
    }

    /// What this process saw and wrote, in order, must be what everybody else reads.
    private mutating func reportDigest() {
        ProbeOutput.say("done")
        ProbeOutput.waitForEnd()
        _ = try? store.journal.forEachBatch(after: last) { catchUp($0) }
        ProbeOutput.say("digest \(last) \(digest.text)")
    }
}
