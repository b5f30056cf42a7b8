import Glibc
import Store

// A second process for the store's tests: does one thing and says on standard output, line by line, what was confirmed.
//
// commit STORE NAME COUNT RECORDS   appends COUNT transactions of RECORDS records, prints "ID SEQUENCE" for each that was
// confirmed
//   hold STORE NAME                   begins a turn, prints "holding", ends it without writing when standard input ends
// deliver STORE NAME                takes the worker lock, prints "delivering" or "refused", gives it back when standard input
// ends
// squeeze STORE BYTES               commits once when the journal may grow by so many bytes only; prints "confirmed" or what was
// said

signal(SIGXFSZ, SIG_IGN)

/// At once and in one piece: whoever kills this process must have every line that was meant.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(1, bytes, bytes.count)
}

func transaction(_ name: String, _ number: Int, _ records: Int) -> PendingTransaction {
    PendingTransaction(
        at: WallClock.milliseconds(), by: name, command: "\(name)-\(number)",
        records: (0..<records).map { element in PendingRecord(kind: "sampleHappened") { $0.field("element", element) } })
}

func commit(_ store: StoreDirectory, _ name: String, count: Int, records: Int) throws {
    var last: UInt64 = 0
    for number in 0..<count {
        let written = try store.journal.transact(after: last) { missed in
            last = missed.last?.sequence ?? last
            return [transaction(name, number, records)]
        }
        last = written.last?.sequence ?? last
        say("\(name)-\(number) \(last)")
    }
}

func waitForEnd() {
    while readLine() != nil {}
}

func squeeze(_ store: StoreDirectory, by room: UInt64) throws {
    let last = try store.journal.forEachBatch(after: 0) { _ in }
    let size = try PosixDisk().status(at: store.layout.segment(first: 1))?.size ?? 0
    var limit = rlimit(rlim_cur: rlim_t(size + room), rlim_max: rlim_t(size + room))
    setrlimit(__rlimit_resource_t(1), &limit)
    do throws(TransactError<Never>) {
        _ = try store.journal.transact(after: last) { _ in [transaction("squeezed", 1, 3)] }
        say("confirmed")
    } catch {
        if case .journal(let error) = error { say(error.description) }
    }
}

let arguments = CommandLine.arguments
guard arguments.count >= 4 else { exit(2) }
let store = try StoreDirectory.open(
    at: arguments[2], access: .readWrite, options: StoreOptions(user: arguments[3], role: .service))
switch arguments[1] {
case "commit":
    try commit(store, arguments[3], count: Int(arguments[4]) ?? 0, records: Int(arguments[5]) ?? 1)
case "hold":
    _ = try store.journal.transact(after: 0) { _ in
        say("holding")
        waitForEnd()
        return []
    }
case "deliver":
    say(try store.workerLock.tryAcquire() ? "delivering" : "refused")
    waitForEnd()
case "squeeze":
    try squeeze(store, by: UInt64(arguments[3]) ?? 0)
default:
    exit(2)
}
