import CBytes
import Columns
import Domain
import Foundation
import Testing

@testable import Store

@Suite("Column cache")
struct ColumnCacheTests {
    /// A state of users, written through the journal so that its place is a real one.
    private static func state(_ store: TemporaryStore, users: Int) throws -> State {
        let directory = try store.open()
        let people = (1...users).map {
            User(
                id: UserID(UInt32($0)), username: "user\($0)", fullName: "Zoë Müller \($0)", email: "user\($0)@example.org",
                devices: [Device(serial: "C02\($0)", kind: .computer)])
        }
        var state = State()
        for part in stride(from: 0, to: users, by: 100) {
            let event = Event.usersChanged(UserRows(people[part..<min(users, part + 100)]))
            let written = try directory.journal.transact(after: state.sequence) { (missed: [Record]) throws(Never) in
                Self.take(missed, into: &state)
                return [PendingTransaction(at: 0, by: "ada", records: [EventCoding.encode(event)])]
            }
            Self.take(written, into: &state)
        }
        return state
    }

    private static func take(_ records: [Record], into state: inout State) {
        for record in records {
            let stamp = Stamp(sequence: record.sequence, at: Instant(milliseconds: record.at), by: record.by)
            if let event = try? EventCoding.decode(record) {
                state.evolve(event, stamp)
            } else {
                state.pass(stamp, isUnknown: false)
            }
        }
    }

    /// Puts a new file in the place of another: one that is mapped must never be cut.
    private static func put(_ path: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    private static func answers(_ state: State) -> [String] {
        let found = ["muller", "user99", "c021", "example", "nobody"].map { state.users.search(SearchQuery($0)).description }
        let names = ["USER7", "user1000", "none"].map { state.users.find($0).debugDescription }
        return found + names + state.users.all.map { "\($0)" } + ["\(state.sequence) \(state.lastEventAt)"]
            + state.users.all.map { state.decision(about: $0.id).debugDescription }
    }

    @Test("a kept state gives every answer that the state gave, out of memory that is the file's")
    func roundTrip() throws {
        let store = try TemporaryStore()
        let state = try Self.state(store, users: 1_200)
        let directory = try store.open()
        let kept = try #require(directory.keep(state))
        #expect(Self.answers(kept) == Self.answers(state))
        #expect(kept.image.users.chunks.allSatisfy { !$0.value.bytes.isOwn })
        let again = try #require(try store.open().keptState())
        #expect(Self.answers(again) == Self.answers(state))
    }

    @Test("a kept state is written on like any other, and what was kept stays as it was")
    func writtenOn() throws {
        let store = try TemporaryStore()
        var state = try Self.state(store, users: 700)
        var kept = try #require(try store.open().keep(state))
        let untouched = kept
        let stamp = Stamp(sequence: state.sequence + 1, at: Instant(milliseconds: 5), by: "ada")
        for id in [3, 600, 701] as [UInt32] {
            let event = Event.usersChanged([User(id: UserID(id), username: "new\(id)")])
            state.evolve(event, stamp)
            kept.evolve(event, stamp)
        }
        #expect(Self.answers(kept) == Self.answers(state))
        #expect(untouched.users.count == 700)
        #expect(untouched.users.find("user3") != nil)
    }

    @Test("a state gives its memory back where it still is what was kept")
    func givesMemoryBack() throws {
        let store = try TemporaryStore()
        let before = try Self.state(store, users: 1_200)
        let kept = try #require(try store.open().keep(before))
        var state = before
        let stamp = Stamp(sequence: state.sequence + 1, at: Instant(milliseconds: 5), by: "ada")
        state.evolve(.usersChanged([User(id: UserID(2), username: "new")]), stamp)
        let expected = Self.answers(state)
        state.adopt(kept, unchangedSince: before)
        #expect(Self.answers(state) == expected)
        #expect(state.image.users.chunks.map { $0.value.bytes.isOwn } == [true, false, false])
    }

    @Test("a cache of which a byte is wrong, or an end is missing, is no cache; nothing traps and the journal is read")
    func damage() throws {
        let store = try TemporaryStore()
        let state = try Self.state(store, users: 40)
        #expect(try store.open().keep(state) != nil)
        let bytes = try Shell.contents(store.path + "/cache/state.columns")
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1 << UInt8(place % 8)
            #expect(CacheReader(MappedFile(copying: changed)) == nil)
        }
        for length in stride(from: 0, to: bytes.count, by: 8) {
            #expect(CacheReader(MappedFile(copying: Array(bytes[..<length]))) == nil)
        }
        try Self.put(store.path + "/cache/state.columns", Array(bytes.dropLast(8)))
        #expect(try store.open().keptState() == nil)
    }

    @Test("whatever stands in a cache whose checksum is right, reading it does not trap")
    func hostile() throws {
        let store = try TemporaryStore()
        let state = try Self.state(store, users: 600)
        #expect(try store.open().keep(state) != nil)
        let bytes = try Shell.contents(store.path + "/cache/state.columns")
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var changed = bytes
            // Mostly in the directory, which stands behind the tables.
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place =
                    Bool.random(using: &random)
                    ? changed.count - Int.random(in: 9...400, using: &random)
                    : Int.random(in: 8..<changed.count - 8, using: &random)
                changed[place] = UInt8.random(in: 0...255, using: &random)
            }
            let checksum = UInt64(crc32c_of(0, changed, 0, changed.count - 8))
            for byte in 0..<8 { changed[changed.count - 8 + byte] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt64(byte))) }
            try Self.put(store.path + "/cache/state.columns", changed)
            guard let kept = try store.open().keptState() else { continue }
            _ = Self.answers(kept)
        }
    }

    @Test("a cache of another store, or of a record that is not there any more, is not used")
    func foreign() throws {
        let (store, other) = (try TemporaryStore(), try TemporaryStore())
        let state = try Self.state(store, users: 40)
        _ = try Self.state(other, users: 40)
        #expect(try store.open().keep(state) != nil)
        try FileManager.default.createDirectory(atPath: other.path + "/cache", withIntermediateDirectories: false)
        try Self.put(other.path + "/cache/state.columns", try Shell.contents(store.path + "/cache/state.columns"))
        #expect(try other.open().keptState() == nil)
    }
}
