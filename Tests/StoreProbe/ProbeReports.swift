import Glibc
import Store

/// Short questions to a store, each answered in a line or two.
enum ProbeReports {
    /// Prints "digest LAST DIGEST" of all that can be read.
    static func digest(_ store: StoreDirectory) {
        var digest = ProbeDigest()
        var last: UInt64 = 0
        do throws(TransactError<Never>) {
            _ = try store.journal.forEachBatch(after: 0) {
                digest.add($0)
                last = $0.last?.sequence ?? last
            }
        } catch {
            if case .journal(let error) = error { ProbeOutput.say("! read \(ProbeOutput.name(error)) \(error)") }
        }
        ProbeOutput.say("digest \(last) \(digest.text)")
    }

    /// Prints "ID SEQUENCE" of each transaction, in the order in which they stand there.
    static func list(_ store: StoreDirectory) throws {
        var open = ""
        _ = try store.journal.forEachBatch(after: 0) { records in
            for record in records {
                if record.element == 1 { open = record.command ?? record.kind }
                if record.endsTransaction { ProbeOutput.say("\(open) \(record.sequence)") }
            }
        }
    }

    /// Prints what `store check` found; returns the exit code.
    static func check(_ path: String, _ options: StoreOptions) -> Int32 {
        let report: StoreCheck.Report
        do throws(JournalError) { report = try StoreCheck.run(at: path, options: options) } catch {
            ProbeOutput.say("! check \(ProbeOutput.name(error)) \(error)")
            return 3
        }
        ProbeOutput.say("checked \(report.records) \(report.lastSequence) \(report.problems.count) \(report.notices.count)")
        for problem in report.problems { ProbeOutput.say("! check \(ProbeOutput.name(problem)) \(problem)") }
        return report.isSound ? 0 : 4
    }

    /// Prints "usable" if both keys can be read.
    static func secrets(_ store: StoreDirectory) {
        do throws(JournalError) {
            _ = try store.secrets()
            ProbeOutput.say("usable")
        } catch {
            ProbeOutput.say("! secrets \(ProbeOutput.name(error)) \(error)")
        }
    }

    /// Looks at the store, waits for a line, and commits only if nobody else wrote meanwhile.
    static func decide(_ store: StoreDirectory, _ name: String) throws {
        struct Stale: Error {
            let missed: Int
            let by: String
        }
        let last = try store.journal.forEachBatch(after: 0) { _ in }
        ProbeOutput.say("based \(last)")
        _ = readLine()
        do throws(TransactError<Stale>) {
            let written = try store.journal.transact(after: last) { missed throws(Stale) in
                if let other = missed.last { throw Stale(missed: missed.count, by: other.by) }
                let record = PendingRecord(kind: "sampleHappened") { $0.field("base", last) }
                return [PendingTransaction(at: WallClock.milliseconds(), by: name, command: "\(name)-0", records: [record])]
            }
            ProbeOutput.say("\(name)-0 \(written.last?.sequence ?? 0)")
        } catch {
            switch error {
            case .body(let stale): ProbeOutput.say("stale \(stale.missed) \(stale.by)")
            case .journal(let error): ProbeOutput.say("! \(name)-0 \(ProbeOutput.name(error)) \(error)")
            }
        }
    }

    /// Commits three records when files may grow by so many bytes only; with `again` then the same with each number on
    /// standard input.
    static func squeeze(_ store: StoreDirectory, by room: UInt64, again: Bool) throws {
        var room = Optional(room)
        var last: UInt64 = 0
        while let bytes = room {
            last = try store.journal.forEachBatch(after: last) { _ in }
            let size = try PosixDisk().status(at: store.layout.segment(first: 1))?.size ?? 0
            limitFiles(to: rlim_t(size + bytes))
            do throws(TransactError<Never>) {
                _ = try store.journal.transact(after: last) { _ in [squeezed] }
                ProbeOutput.say("confirmed")
            } catch {
                if case .journal(let error) = error { ProbeOutput.say(error.description) }
            }
            // Nothing but the journal is to be squeezed.
            limitFiles(to: .max)
            room = again ? readLine().flatMap { UInt64($0) } : nil
        }
    }

    private static func limitFiles(to size: rlim_t) {
        var limit = rlimit(rlim_cur: size, rlim_max: .max)
        setrlimit(__rlimit_resource_t(1), &limit)
    }

    private static var squeezed: PendingTransaction {
        PendingTransaction(
            at: WallClock.milliseconds(), by: "squeezed", command: "squeezed-1",
            records: (0..<3).map { element in PendingRecord(kind: "sampleHappened") { $0.field("element", element) } })
    }
}
