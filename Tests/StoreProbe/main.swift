import Glibc
import Store

// A second process for the store's tests: does one thing and says on standard output, line by line, what came of it.
//
// commit STORE NAME COUNT RECORDS   appends COUNT transactions of RECORDS records, prints "ID SEQUENCE" for each that was
//                                   confirmed, and "! ID ERROR sentence" for one that was not
//     --ack-file FILE   prints to a file instead        --batch B      so many transactions a turn
//     --mixed           1 to RECORDS records            --optimistic   prints "stale N" and tries again when others wrote
//     --tolerant        goes on after an error          --digest       says what it saw, when standard input ends
//     --clock           adds the time to each line      --pause US     rests after each turn
//     --after N         where the first turn begins to read
// hold STORE NAME                   begins a turn, prints "holding", ends it when standard input ends
//     --commit  writes a record then      --child  has a child meanwhile      --leak  that inherits the lock
// deliver STORE NAME                takes the worker lock, prints "delivering" or "refused", until standard input ends
// squeeze STORE BYTES               commits once when files may grow by so many bytes only; prints "confirmed" or what
//                                   was said; with `--again` for each number on standard input too
// follow STORE NAME                 prints "seen SEQUENCE TIME" for each transaction; a digest when standard input ends
// digest | secrets | check | open | decide STORE NAME
// create STORE NAME                 makes a new store
// list STORE NAME                   prints "ID SEQUENCE" for each transaction that is there
//
// For all: --patience MS, --settling MS, --access read, --segment BYTES, --reserve BYTES (none unless given). A store that
// cannot be opened: "! open ERROR sentence", exit 3.

signal(SIGXFSZ, SIG_IGN)
let arguments = ProbeArguments(Array(CommandLine.arguments.dropFirst()))
guard arguments.words.count >= 3 else { exit(2) }

func openStore() -> StoreDirectory {
    do throws(JournalError) {
        return try StoreDirectory.open(at: arguments.word(1), access: arguments.access, options: arguments.options)
    } catch {
        ProbeOutput.say("! open \(ProbeOutput.name(error)) \(error)")
        exit(3)
    }
}

if arguments.word(0) == "check" { exit(ProbeReports.check(arguments.word(1), arguments.options)) }
if arguments.word(0) == "create" { _ = try StoreDirectory.create(at: arguments.word(1), options: arguments.options) }
let store = openStore()
switch arguments.word(0) {
case "commit":
    var commits = ProbeCommits(store, arguments)
    commits.run(count: arguments.number(at: 3, otherwise: 0), records: arguments.number(at: 4, otherwise: 1))
case "hold": try ProbeHolder(store: store, arguments: arguments).run()
case "deliver":
    ProbeOutput.say(try store.workerLock.tryAcquire() ? "delivering" : "refused")
    ProbeOutput.waitForEnd()
case "squeeze": try ProbeReports.squeeze(store, by: UInt64(arguments.word(2)) ?? 0, again: arguments.has("again"))
case "follow": ProbeFollower(store).run()
case "create": ProbeOutput.say("created")
case "list": try ProbeReports.list(store)
case "digest": ProbeReports.digest(store)
case "secrets": ProbeReports.secrets(store)
case "decide": try ProbeReports.decide(store, arguments.word(2))
case "open":
    ProbeOutput.say(store.readOnlyReason.map { "! open \(ProbeOutput.name($0)) \($0)" } ?? "open \(getpid())")
    ProbeOutput.waitForEnd()
default: exit(2)
}
