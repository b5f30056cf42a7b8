/// The generated table unpacked for lookup: pages of 256 scalars, of which only those with news are stored.
struct FoldData: Sendable {
    static let shared = FoldData()

    /// For each 256 scalars the index of their page, `noPage` when each folds to itself and is an ordinary starter.
    private var pageIndexes = [UInt16](repeating: noPage, count: 0x1100)
    private var pages: [FoldedScalar] = []
    /// Each sequence is its length followed by its scalars.
    private var sequences: [FoldedScalar] = []
    /// The composite of a starter and a following scalar, by `starter << 32 | scalar`.
    private var composites: [UInt64: UInt32] = [:]

    private static let noPage = UInt16.max

    private init() {
        // Properties first: the elements of a sequence carry theirs.
        readCombiningClasses()
        readMarkStrippers()
        readCompositions()
        readMappings()
    }

    /// What a scalar folds to.
    subscript(scalar: UInt32) -> FoldedScalar {
        let page = pageIndexes[Int(scalar >> 8)]
        return page == Self.noPage ? FoldedScalar(value: scalar) : pages[Int(page) << 8 | Int(scalar & 255)]
    }

    /// The scalars of an entry that stands for several.
    func sequence(_ entry: FoldedScalar) -> ArraySlice<FoldedScalar> {
        let start = Int(entry.value)
        return sequences[(start + 1)...(start + Int(sequences[start].value))]
    }

    /// The canonical composite of a starter and a scalar behind it, nil when they stay apart.
    func composite(_ starter: UInt32, _ scalar: UInt32) -> UInt32? {
        hangulSyllable(starter, scalar) ?? composites[UInt64(starter) << 32 | UInt64(scalar)]
    }

    /// The arithmetic of the Unicode Standard, section 3.12: leading + vowel, then syllable + trailing consonant.
    private func hangulSyllable(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if (0x1100..<0x1113).contains(first), (0x1161..<0x1176).contains(second) {
            return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
        }
        if (0xAC00..<0xD7A4).contains(first), (first - 0xAC00) % 28 == 0, (0x11A8..<0x11C3).contains(second) {
            return first + second - 0x11A7
        }
        return nil
    }

    // MARK: Reading the table

    private mutating func readCombiningClasses() {
        FoldTableReader.read(FoldTable.combiningClasses, lastBase: 10) { data in
            for scalar in data[0]...data[1] { change(scalar) { $0.setCombiningClass(data[2]) } }
        }
    }

    private mutating func readMarkStrippers() {
        FoldTableReader.read(FoldTable.markStrippers) { data in
            for scalar in data[0]...data[1] { change(scalar) { $0.setStripsMarks() } }
        }
    }

    private mutating func readCompositions() {
        for scalar in (0x1161..<0x1176 as Range<UInt32>) { change(scalar) { $0.setMayCompose() } }
        for scalar in (0x11A8..<0x11C3 as Range<UInt32>) { change(scalar) { $0.setMayCompose() } }
        FoldTableReader.read(FoldTable.compositions) { data in
            composites[UInt64(data[0]) << 32 | UInt64(data[1])] = data[2]
            change(data[1]) { $0.setMayCompose() }
        }
    }

    /// Entries are collected before any is written, so that a sequence sees the properties of the unfolded scalars.
    private mutating func readMappings() {
        var entries: [(scalar: UInt32, entry: FoldedScalar)] = []
        FoldTableReader.read(FoldTable.mappings) { data in
            let target = data.dropFirst().map { self[$0] }
            guard target.count > 1 else { return entries.append((data[0], target[0])) }
            entries.append((data[0], .sequence(at: sequences.count)))
            sequences.append(FoldedScalar(value: UInt32(target.count)))
            sequences.append(contentsOf: target)
        }
        for (scalar, entry) in entries { change(scalar) { $0 = entry } }
    }

    private mutating func change(_ scalar: UInt32, _ body: (inout FoldedScalar) -> Void) {
        if pageIndexes[Int(scalar >> 8)] == Self.noPage {
            pageIndexes[Int(scalar >> 8)] = UInt16(pages.count >> 8)
            pages.append(contentsOf: (scalar & ~255...scalar | 255).map(FoldedScalar.init(value:)))
        }
        body(&pages[Int(pageIndexes[Int(scalar >> 8)]) << 8 | Int(scalar & 255)])
    }
}
