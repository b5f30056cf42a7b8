import Store
import Testing

struct CurrentTests {
    private let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
        let journal = try store.open(segmentLimit: 1000).journal
        for number in 0..<20 { try journal.append([.sample(number, records: 2)]) }
    }

    @Test("CURRENT is one line of JSON that names the live segments, with a generation that only rises")
    func shape() throws {
        let line = try Shell.contents(store.layout.current)
        let current = try #require(Current(line))
        #expect(try current.segments == store.segments() && current.snapshot == nil && current.archive.isEmpty)
        #expect(current.generation == UInt64(current.segments.count))
        #expect(current.line == line)
        let text = String(decoding: line, as: UTF8.self)
        #expect(text.hasPrefix("{\"generation\":\(current.generation),\"snapshot\":null,\"segments\":[1,"))
        #expect(text.contains("],\"archive\":[],\"crc\":\""))
    }

    @Test("A snapshot and an archive survive writing and reading, and the rolls after them")
    func swap() throws {
        let journal = try store.open(segmentLimit: 1000).journal
        let snapshot = Current.Snapshot(name: "0000000012.jsonl", sequence: 12, sha256: String(repeating: "ab", count: 32))
        let swapped = try journal.swapCurrent {
            $0.snapshot = snapshot; $0.archive = []
        }
        #expect(try journal.current() == swapped && swapped.snapshot == snapshot)
        for number in 20..<40 { try journal.append([.sample(number, records: 2)]) }
        let later = try #require(try journal.current())
        #expect(later.snapshot == snapshot && later.generation > swapped.generation)
        #expect(try later.segments == store.segments())
    }

    @Test("A CURRENT that is lost, cut or flipped in any bit changes nothing for readers, and the next writer makes it anew")
    func rebuilt() throws {
        let good = try #require(Current(Shell.contents(store.layout.current)))
        let line = good.line
        let count = try store.open(.read).journal.all().count
        var broken = (0..<line.count).map { Array(line.prefix($0)) }
        for bit in stride(from: 0, to: line.count * 8, by: 7) {
            var bytes = line
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            broken.append(bytes)
        }
        broken.append(line + line)
        for (number, bytes) in broken.enumerated() {
            try Shell.overwrite(store.layout.current, bytes)
            #expect(Current(bytes) == nil)
            #expect(try store.open(.read).journal.all().count == count + number)
            try store.open().journal.append([.sample(number)])
            #expect(try Current(Shell.contents(store.layout.current))?.segments == good.segments)
        }
        try PosixDisk().remove(store.layout.current)
        try store.open().journal.append([.sample(99)])
        #expect(try Current(Shell.contents(store.layout.current))?.segments == good.segments)
    }

    @Test("What was archived is said to be archived; what is after it is read; what was lost is said to be lost")
    func archived() throws {
        let segments = try store.segments()
        let journal = try store.open(segmentLimit: 1000).journal
        let whole = try journal.all()
        let follower = try store.open(.read).journal
        #expect(try follower.all().count == whole.count)
        _ = try journal.swapCurrent { current in
            current.snapshot = .init(name: "x", sequence: segments[2] - 1, sha256: "")
            current.archive = Array(segments[..<2])
            current.segments = Array(segments[2...])
        }
        for first in segments[..<2] { try PosixDisk().remove(store.layout.segment(first: first)) }
        for reader in [try store.open(.read).journal, follower] {
            let rest = try reader.read(after: segments[2] - 1, limit: .max)
            #expect(rest.map(\.line) == whole.filter { $0.sequence >= segments[2] }.map(\.line))
        }
        #expect(throws: JournalError.archived(path: store.layout.journal, position: 0, first: segments[2])) {
            try store.open(.read).journal.read(after: 0, limit: 10)
        }
        let mark = try Shell.contents(store.layout.mark)
        try PosixDisk().remove(store.layout.mark)
        #expect(throws: JournalError.archived(path: store.layout.journal, position: 0, first: segments[2])) {
            try store.open(.read).journal.read(after: 0, limit: 10)
        }
        try Shell.overwrite(store.layout.mark, mark)
        _ = try journal.transact(after: UInt64(whole.count)) { _ in [.sample(20)] }
        #expect(try journal.current()?.segments == store.segments())
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)

        try PosixDisk().remove(store.layout.segment(first: segments[2]))
        #expect(try !StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
        guard
            case .confirmedMissing = #expect(
                throws: JournalError.self,
                performing: {
                    try store.open(.read).journal.read(after: 0, limit: 10)
                })
        else {
            Issue.record("another error")
            return
        }
    }
}
