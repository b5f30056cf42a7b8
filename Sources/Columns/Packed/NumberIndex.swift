import CBytes

/// Finds numbers by the hash of something that belongs to them; copies are free and a write copies one page of 1,024 slots.
///
/// Open addressing: a slot holds a number and the 32 bits of its hash, so that looking around reads nothing else.
/// Several numbers may have one hash: whoever asks compares what they belong to.
package struct NumberIndex: Sendable {
    static let slotsPerPage = 1_024
    private static let free: UInt64 = 0
    /// A number was here: looking goes on behind it.
    private static let gone: UInt64 = 1

    /// A slot is 0 (free), 1 (gone) or `tag << 32 | number + 2`.
    private(set) var pages: [SharedArray<UInt64>] = []
    /// Slots that hold a number.
    package private(set) var count = 0
    /// Slots that are not free.
    private var used = 0

    package init() {}

    /// Takes the pages of an index as they were kept elsewhere; nil when a page has another size than 1,024.
    package init?(pages: [SharedArray<UInt64>]) {
        for page in pages {
            guard page.count == Self.slotsPerPage else { return nil }
            unsafe page.withBuffer { slots in
                // The formatter makes one word of `unsafe slot`.
                // swift-format-ignore
                for unsafe slot in unsafe slots where slot != Self.free {
                    used += 1
                    if slot != Self.gone { count += 1 }
                }
            }
        }
        // A full index would be searched for ever.
        guard pages.isEmpty || used < pages.count * Self.slotsPerPage else { return nil }
        self.pages = pages
    }

    /// The pages, as a cache keeps them.
    package var allPages: [SharedArray<UInt64>] { pages }

    private var capacity: Int { pages.count * Self.slotsPerPage }

    /// The first number under a hash for which the closure says yes.
    package func find(_ hash: UInt64, _ isWanted: (UInt32) -> Bool) -> UInt32? {
        guard capacity > 0 else { return nil }
        let tag = Self.tag(hash)
        var place = home(tag)
        while true {
            let slot = self[place]
            if slot == Self.free { return nil }
            if slot != Self.gone, slot >> 32 == tag, isWanted(Self.number(slot)) { return Self.number(slot) }
            place = place + 1 == capacity ? 0 : place + 1
        }
    }

    /// Adds a number under a hash.
    package mutating func insert(_ number: UInt32, _ hash: UInt64) {
        precondition(number <= .max - 2, "The two greatest numbers are no identifiers.")
        makeRoom(for: 1)
        put(Self.tag(hash) << 32 | UInt64(number + 2))
    }

    /// Adds numbers, each under its hash, faster than one by one: memory is asked for the slots of many at once.
    package mutating func insert(_ numbers: [UInt32], _ hashes: [UInt64]) {
        precondition(numbers.count == hashes.count && numbers.allSatisfy { $0 <= .max - 2 }, "Each identifier has its hash.")
        makeRoom(for: numbers.count)
        for start in stride(from: 0, to: numbers.count, by: Self.atOnce) {
            let group = start..<min(start + Self.atOnce, numbers.count)
            for place in group { prefetch(home(Self.tag(hashes[place]))) }
            for place in group { put(Self.tag(hashes[place]) << 32 | UInt64(numbers[place] + 2)) }
        }
    }

    /// So many reads of memory are under way at a time.
    private static let atOnce = 16

    /// Takes a number out from under a hash; nothing happens when it is not there.
    package mutating func remove(_ number: UInt32, _ hash: UInt64) {
        guard capacity > 0 else { return }
        let wanted = Self.tag(hash) << 32 | UInt64(number + 2)
        var place = home(Self.tag(hash))
        while self[place] != Self.free {
            if self[place] == wanted {
                set(place, Self.gone)
                count -= 1
                return
            }
            place = place + 1 == capacity ? 0 : place + 1
        }
    }

    private mutating func put(_ slot: UInt64) {
        var place = home(slot >> 32)
        while self[place] > Self.gone { place = place + 1 == capacity ? 0 : place + 1 }
        if self[place] == Self.free { used += 1 }
        set(place, slot)
        count += 1
    }

    private mutating func makeRoom(for new: Int) {
        if (used + new) * 8 > capacity * 7 { grow(to: count + new) }
    }

    private mutating func grow(to count: Int) {
        let old = pages
        let pageCount = count * 12 / 7 / Self.slotsPerPage + 1
        let empty = [UInt64](repeating: Self.free, count: Self.slotsPerPage)
        pages = (0..<pageCount).map { _ in SharedArray(empty) }
        (self.count, used) = (0, 0)
        // The formatter makes one word of `unsafe slot`.
        // swift-format-ignore
        for page in old { unsafe page.withBuffer { for unsafe slot in unsafe $0 where slot > Self.gone { put(slot) } } }
    }

    /// Takes the pages of `kept` wherever this index still is what `before` was.
    package mutating func adopt(_ kept: NumberIndex, unchangedSince before: NumberIndex) {
        guard pages.count == before.pages.count, kept.pages.count == before.pages.count else { return }
        for place in pages.indices where pages[place].place == before.pages[place].place { pages[place] = kept.pages[place] }
    }

    private func prefetch(_ place: Int) {
        unsafe pages[place / Self.slotsPerPage].withBuffer { slots in
            if let base = slots.baseAddress { unsafe rc_prefetch(base + place % Self.slotsPerPage) }
        }
    }

    private subscript(place: Int) -> UInt64 { pages[place / Self.slotsPerPage][place % Self.slotsPerPage] }

    private mutating func set(_ place: Int, _ slot: UInt64) {
        pages[place / Self.slotsPerPage].change { $0[place % Self.slotsPerPage] = slot }
    }

    private func home(_ tag: UInt64) -> Int { Int((tag &* UInt64(capacity)) >> 32) }

    /// 32 bits of a hash; the multiplication spreads what is dense.
    private static func tag(_ hash: UInt64) -> UInt64 { ((hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15) >> 32 }
    private static func number(_ slot: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: slot) &- 2 }
}

/// The hash of bytes for a `NumberIndex`: the same in every process, since indexes are kept on disk (FNV-1a).
package func stableHash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash
}
