import CBytes
import Glibc
import Store

/// A sound journal whose bytes are known, and one object that has read it and is asked again after each damage.
///
/// Transactions have one to three records; MARK stands at the end. Damage goes from front to back: the object remembers where it
/// read last and need not begin at the beginning.
final class DamageBed {
    /// What the store said.
    struct Answer: CustomStringConvertible {
        let name: String
        /// The last sequence that could be read.
        let last: UInt64

        var isRefusal: Bool { ["damaged", "confirmedMissing", "markDisagrees"].contains(name) }
        var description: String { "\(name), read up to #\(last)" }
    }

    let store: ProcessStore
    /// The journal's bytes.
    let bytes: [UInt8]
    /// Where each transaction ends.
    let ends: [Int]
    private let lasts: [UInt64]
    private let reader: StoreDirectory

    /// A journal of at least so many bytes.
    init(bytes count: Int, name: String = "one") throws {
        store = try ProcessStore(inMemory: true)
        let journal = try store.open().journal
        var (last, number, size): (UInt64, Int, Int) = (1, 0, 0)
        while size < count {
            let batch = (0..<min(200, 1 + (count - size) / 400)).map { _ in
                number += 1
                return PendingTransaction.plain("\(name)-\(number)", records: number % 3 + 1)
            }
            last = try journal.transact(after: last) { _ in batch }.last?.sequence ?? last
            size = Int(try PosixDisk().status(at: store.segment)?.size ?? 0)
        }
        bytes = try Files.contents(store.segment)
        (ends, lasts) = try Self.transactions(store)
        reader = try store.open(.read)
    }

    private static func transactions(_ store: ProcessStore) throws -> ([Int], [UInt64]) {
        var (offset, ends, lasts): (Int, [Int], [UInt64]) = (0, [], [])
        for record in try store.records() {
            offset += record.line.count + 1
            if record.endsTransaction {
                ends.append(offset)
                lasts.append(record.sequence)
            }
        }
        return (ends, lasts)
    }

    /// How many transactions lie wholly in the first bytes.
    func wholeTransactions(in length: Int) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= length { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The sequence after so many transactions.
    func sequence(_ transactions: Int) -> UInt64 { transactions == 0 ? 0 : lasts[transactions - 1] }

    /// A sequence some way before a byte, from which to read.
    func transaction(before byte: Int) -> UInt64 { sequence(max(0, wholeTransactions(in: byte) - 2)) }

    func cut(to length: Int) { _ = truncate(store.segment, off_t(length)) }

    /// Puts back the sound bytes from an offset on, and MARK.
    func restore(from start: Int, keepingMark: Bool = false) throws {
        try Files.overwrite(store.segment, bytes[start...], at: start)
        if !keepingMark { try mark(after: ends.count) }
    }

    func put(_ byte: UInt8, at offset: Int) throws {
        let disk = PosixDisk()
        let file = try disk.open(store.segment, .readWrite, create: .never, mode: 0)
        defer { disk.close(file) }
        _ = try disk.write(file, [byte], from: 0, at: UInt64(offset))
    }

    /// What the reader that knows this journal says now.
    func read(from sequence: UInt64) -> Answer {
        Self.read(reader.journal, from: sequence)
    }

    /// What a process that opens the store now says.
    func openAndRead() -> Answer {
        do {
            return Self.read(try store.open(.read).journal, from: 0)
        } catch {
            return Answer(name: "\(error)", last: 0)
        }
    }

    private static func read(_ journal: Journal, from sequence: UInt64) -> Answer {
        var last = sequence
        do throws(TransactError<Never>) {
            _ = try journal.forEachBatch(after: sequence) { last = $0.last?.sequence ?? last }
            return Answer(name: "sound", last: last)
        } catch {
            guard case .journal(let error) = error else { return Answer(name: "?", last: last) }
            return Answer(name: Mirror(reflecting: error).children.first?.label ?? "?", last: last)
        }
    }

    /// Makes MARK say that so many transactions are confirmed.
    func mark(after transactions: Int) throws {
        let end = ends[transactions - 1]
        let chain = String(decoding: bytes[(end - 11)..<(end - 3)], as: UTF8.self)
        let head = "{\"n\":\(lasts[transactions - 1]),\"segment\":1,\"end\":\(end),\"chain\":\"\(chain)\""
        let line = Array(head.utf8) + [UInt8](repeating: 0x20, count: 109 - head.utf8.count)
        let digits = String(crc32c_of(0, line, 0, line.count), radix: 16)
        let tail = ",\"crc\":\"" + String(repeating: "0", count: 8 - digits.count) + digits + "\"}\n"
        try Files.overwrite(store.layout.mark, (line + Array(tail.utf8))[...])
    }

    /// What a process that may write does when it opens the store now.
    func settle() throws -> Answer {
        let opened = try store.open()
        if let reason = opened.readOnlyReason { return Answer(name: "\(reason)", last: 0) }
        let isTorn = opened.journal.notices.contains { if case .tailRemoved = $0 { true } else { false } }
        return Answer(name: isTorn ? "torn" : "whole", last: 0)
    }

    /// What is wrong after a journal that was cut was settled; nil if nothing is. Removes what was saved aside.
    func problem(with answer: Answer, afterCutTo length: Int) throws -> String? {
        let isMended = ends[wholeTransactions(in: length)...].first == length + 1
        let kept = wholeTransactions(in: length) + (isMended ? 1 : 0)
        let isTorn = !isMended && ends[kept - 1] != length
        if answer.name != (isTorn ? "torn" : "whole") { return "\(answer)" }
        // All of a long journal only now and then: the rest of it was not touched by this cut.
        let start = length % 1024 == 0 ? 0 : max(0, ends[kept - 1] - 4096)
        let now = try Files.contents(store.segment, from: start)
        guard now.starts(with: bytes[start..<ends[kept - 1]]) else { return "sound transactions are gone" }
        let rest = now[(ends[kept - 1] - start)...]
        if !isTorn { return rest.isEmpty ? nil : "something was added" }
        let saved = try PosixDisk().names(in: store.layout.lostAndFound)
        defer { for name in saved { unlink(store.layout.lostAndFound + "/" + name) } }
        guard let name = saved.first,
            try Files.contents(store.layout.lostAndFound + "/" + name)[...] == bytes[ends[kept - 1]..<length]
        else { return "what was cut off was not saved" }
        let lines = rest.split(separator: 0x0a)
        let text = String(decoding: rest, as: UTF8.self)
        return lines.count == 1 && text.contains("store.repaired") && text.hasPrefix("{\"n\":\(lasts[kept - 1] + 1),")
            ? nil : text
    }
}
