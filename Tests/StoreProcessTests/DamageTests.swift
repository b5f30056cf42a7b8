import Glibc
import Store
import Testing

/// A journal on which every kind of damage is tried, in this process: what is asked is what the store makes of bytes.
@Suite("Damage to every byte")
struct DamageTests {
    @Test("A journal cut after any byte below MARK is refused, with everything before the cut still to be read")
    func cutBelowMark() throws {
        let bed = try DamageBed(bytes: Soak.count(5_000, full: 1 << 20))
        var counts: [String: Int] = [:]
        try Soak.run("cuts below MARK") {
            bed.cut(to: 0)
            for length in 0..<bed.bytes.count {
                if length > 0 { try bed.put(bed.bytes[length - 1], at: length - 1) }
                let answer = bed.read(from: bed.transaction(before: length))
                counts[answer.name, default: 0] += 1
                // A line that lacks its LF and nothing else is whole.
                let expected = bed.wholeTransactions(in: length + 1)
                let name = length == bed.bytes.count - 1 ? "sound" : "confirmedMissing"
                if answer.name != name || answer.last != bed.sequence(expected) {
                    Issue.record("cut at \(length): \(answer), expected \(expected) transactions")
                    return (length, ())
                }
            }
            return (bed.bytes.count, ())
        }
        print("cuts below MARK by answer: \(counts)")
    }

    @Test("A journal cut after any byte beyond MARK is mended: whole transactions stay, the rest is kept aside, writing goes on")
    func cutBeyondMark() throws {
        let bed = try DamageBed(bytes: Soak.count(1_000, full: 1 << 20))
        var counts: [String: Int] = [:]
        try Soak.run("cuts beyond MARK") {
            for length in bed.ends[1]..<bed.bytes.count {
                // MARK stands where the transaction before last ended: two may be whole, and one torn, beyond it.
                let marked = max(1, bed.wholeTransactions(in: length) - 1)
                bed.cut(to: length)
                try bed.mark(after: marked)
                let answer = try bed.settle()
                counts[answer.name, default: 0] += 1
                if let wrong = try bed.problem(with: answer, afterCutTo: length) {
                    Issue.record("cut at \(length), MARK after \(marked) transactions: \(wrong)")
                    return (length, ())
                }
                try bed.restore(from: bed.ends[marked - 1])
            }
            return (bed.bytes.count - bed.ends[1], ())
        }
        print("cuts beyond MARK by answer: \(counts)")
    }

    @Test("No flipped bit of a confirmed journal is silent")
    func flippedBits() throws {
        let bed = try DamageBed(bytes: Soak.count(2_500, full: 128 << 10))
        var (counts, chance) = ([String: Int](), SeededNumbers(5))
        try Soak.run("flipped bits") {
            var done = 0
            for byte in 0..<bed.bytes.count {
                for bit in Soak.isOn ? 0..<8 : { $0..<$0 + 1 }(Int.random(in: 0..<8, using: &chance)) {
                    try bed.put(bed.bytes[byte] ^ 1 << UInt8(bit), at: byte)
                    let whole = bed.wholeTransactions(in: byte)
                    let answer = bed.read(from: bed.transaction(before: byte))
                    counts[answer.name, default: 0] += 1
                    done += 1
                    if !answer.isRefusal || answer.last > bed.sequence(whole) {
                        Issue.record("bit \(bit) of byte \(byte): \(answer)")
                        return (done, ())
                    }
                }
                try bed.put(bed.bytes[byte], at: byte)
            }
            return (done, ())
        }
        print("flipped bits by answer: \(counts)")
    }

    @Test("Zeros or garbage from any byte to the end, below MARK, are refused; beyond it nothing of them is ever read")
    func filledTails() throws {
        let bed = try DamageBed(bytes: Soak.count(1_200, full: 64 << 10))
        var (counts, chance) = ([String: Int](), SeededNumbers(7))
        try Soak.run("filled tails") {
            for start in 0..<bed.bytes.count - 1 {
                for isZero in [true, false] {
                    let tail = (start..<bed.bytes.count).map { _ in isZero ? 0 : UInt8.random(in: 0...255, using: &chance) }
                    if tail[...] == bed.bytes[start...] { continue }
                    try Files.overwrite(bed.store.segment, tail[...], at: start)
                    let answer = bed.read(from: bed.transaction(before: start))
                    counts[answer.name, default: 0] += 1
                    let last = (start...start + 1).map { bed.sequence(bed.wholeTransactions(in: $0)) }
                    if !answer.isRefusal || !last.contains(answer.last) {
                        Issue.record("\(isZero ? "zeros" : "garbage") from \(start): \(answer)")
                        return (start, ())
                    }
                    try bed.restore(from: start, keepingMark: true)
                }
            }
            return (2 * (bed.bytes.count - 1), ())
        }
        print("filled tails by answer: \(counts)")
    }

    @Test("A dropped, doubled or swapped line, and a line or a tail of another store, are refused")
    func surgery() throws {
        let (bed, other) = (try DamageBed(bytes: Soak.count(6_000, full: 60_000)), try DamageBed(bytes: 60_000, name: "two"))
        let lines = bed.bytes.split(separator: 0x0a).map { Array($0) + [0x0a] }
        let foreign = other.bytes.split(separator: 0x0a).map { Array($0) + [0x0a] }
        var counts: [String: Int] = [:]
        try Soak.run("line surgery") {
            for place in 0..<lines.count - 1 {
                var (dropped, doubled, swapped, replaced) = (lines, lines, lines, lines)
                dropped.remove(at: place)
                doubled.insert(lines[place], at: place)
                swapped.swapAt(place, place + 1)
                replaced[place] = foreign[place]
                let spliced = lines[...place] + foreign[(place + 1)..<lines.count]
                for change in [dropped, doubled, swapped, replaced, Array(spliced)] {
                    try Files.overwrite(bed.store.segment, change.flatMap(\.self)[...])
                    let answer = bed.openAndRead()
                    counts[answer.name, default: 0] += 1
                    if !answer.isRefusal || answer.last > UInt64(place + 1) { Issue.record("line \(place): \(answer)") }
                }
            }
            return (5 * (lines.count - 1), ())
        }
        print("line surgery by answer: \(counts)")
    }

    @Test("No flipped bit of FORMAT is silent; one of MARK makes it be built anew")
    func flippedSmallFiles() throws {
        let bed = try DamageBed(bytes: 2_000)
        let (format, mark) = (try Files.contents(bed.store.layout.format), try Files.contents(bed.store.layout.mark))
        for bit in 0..<format.count * 8 {
            var broken = format
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            try Files.overwrite(bed.store.layout.format, broken[...])
            #expect(throws: JournalError.self, "FORMAT bit \(bit)") { try bed.store.open(.read) }
        }
        try Files.overwrite(bed.store.layout.format, format[...])
        for bit in 0..<mark.count * 8 {
            var broken = mark
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            try Files.overwrite(bed.store.layout.mark, broken[...])
            #expect(bed.openAndRead().last == bed.sequence(bed.ends.count), "MARK bit \(bit)")
            if bit % 64 == 0 {
                let opened = try bed.store.open()
                #expect(opened.readOnlyReason == nil)
                #expect(try Files.contents(bed.store.layout.mark) == mark)
            }
        }
    }
}
