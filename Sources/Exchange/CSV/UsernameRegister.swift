/// The usernames of a file and the line of each, without regard to case, compactly: a million take some 30 MB.
struct UsernameRegister: Sendable {
    private struct Entry: Sendable {
        let end: Int
        let line: Int
    }

    private var text: [UInt8] = []
    private var entries: [Entry] = []
    /// Number of an entry plus one, or 0; a power of two long, at most half full.
    private var slots = [UInt32](repeating: 0, count: 1024)
    /// Drawn anew for every file, so that nobody can prepare names that all meet in one slot.
    private let seed = UInt64.random(in: .min ... .max) | 1
    private var folded: [UInt8] = []

    /// Notes a username; gives the line on which it stood before, or nil when it is new.
    mutating func insert(_ username: String, line: Int) -> Int? {
        fold(username)
        if entries.count * 2 >= slots.count { grow() }
        var slot = firstSlot(of: folded[...])
        while slots[slot] != 0 {
            let entry = Int(slots[slot]) - 1
            if text[range(of: entry)] == folded[...] { return entries[entry].line }
            slot = (slot + 1) & (slots.count - 1)
        }
        text.append(contentsOf: folded)
        entries.append(Entry(end: text.count, line: line))
        slots[slot] = UInt32(entries.count)
        return nil
    }

    private mutating func fold(_ username: String) {
        folded.removeAll(keepingCapacity: true)
        var isASCII = true
        for byte in username.utf8 {
            isASCII = isASCII && byte < 128
            folded.append((65...90).contains(byte) ? byte | 32 : byte)
        }
        if !isASCII { folded = Array(username.lowercased().utf8) }
    }

    private func range(of entry: Int) -> Range<Int> {
        (entry == 0 ? 0 : entries[entry - 1].end)..<entries[entry].end
    }

    private func firstSlot(of name: ArraySlice<UInt8>) -> Int {
        var hash = seed
        for byte in name {
            let product = (hash ^ UInt64(byte)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            hash = (product.high ^ product.low) &+ seed
        }
        return Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 4)
        for entry in entries.indices {
            var slot = firstSlot(of: text[range(of: entry)])
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(entry + 1)
        }
    }
}
