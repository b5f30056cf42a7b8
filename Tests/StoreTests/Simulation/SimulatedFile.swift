/// One file of a simulated disk: what programs see, what a power loss leaves for certain, and what it may or may not leave.
struct SimulatedFile: Sendable {
    static let sectorLength = 512

    /// What one sector held at some moment since the last sync.
    struct Version: Sendable {
        /// How often the size had changed before.
        let time: Int
        let bytes: [UInt8]
    }

    let isDirectory: Bool
    let mode: UInt32
    private(set) var seen: [UInt8] = []
    private(set) var durable: [UInt8] = []
    /// The durable size, then each size since the last sync.
    private(set) var sizes = [0]
    private(set) var versions: [Int: [Version]] = [:]
    /// Sectors that the disk refused while the page cache goes on showing them.
    private(set) var lost: Set<Int> = []

    init(isDirectory: Bool, mode: UInt32) {
        self.isDirectory = isDirectory
        self.mode = mode
    }

    /// Whether a power loss would leave exactly what is seen.
    var isClean: Bool { sizes.count == 1 && versions.isEmpty && lost.isEmpty }

    /// What a read sees that goes around the page cache: for certain, only what was synced.
    var direct: [UInt8] { sizes.count == 1 && versions.isEmpty ? written : durable }

    /// What the disk has as soon as everything was written that still can be.
    private var written: [UInt8] { lost.isEmpty ? seen : withoutLost() }

    /// The sectors that changed since the last sync, in order.
    var dirtySectors: [Int] { versions.keys.sorted() }

    mutating func write(_ bytes: ArraySlice<UInt8>, at offset: Int) {
        guard !bytes.isEmpty else { return }
        let end = offset + bytes.count
        if offset > seen.count { seen += [UInt8](repeating: 0, count: offset - seen.count) }
        seen.replaceSubrange(offset..<min(end, seen.count), with: bytes)
        noteSize()
        for sector in offset / Self.sectorLength...(end - 1) / Self.sectorLength {
            versions[sector, default: []].append(Version(time: sizes.count - 1, bytes: Array(Self.part(sector, of: seen))))
            lost.remove(sector)
        }
    }

    mutating func truncate(to length: Int) {
        if length < seen.count { seen.removeLast(seen.count - length) }
        seen += [UInt8](repeating: 0, count: length - seen.count)
        noteSize()
    }

    mutating func sync() {
        durable = written
        (sizes, versions) = ([seen.count], [:])
    }

    /// A sync that failed: pages count as clean from now on, are still shown, and some of them never reach the disk.
    mutating func failSync(losing isLost: (_ sector: Int) -> Bool) {
        for sector in dirtySectors {
            if isLost(sector) { lost.insert(sector) } else { store(sector) }
        }
        versions = [:]
    }

    /// The page cache forgets what never reached the disk.
    mutating func evict() {
        seen = written
        lost = []
    }

    /// What a power loss leaves: the size after so many changes, and of each dirty sector a version, 0 being the durable one.
    func afterPowerLoss(size place: Int, versions picks: [Int]) -> SimulatedFile {
        var bytes = Array(durable.prefix(smallest(after: 0, upTo: place)))
        let length = sizes[place]
        bytes += [UInt8](repeating: 0, count: max(0, length - bytes.count))
        for (sector, pick) in zip(dirtySectors, picks) where pick > 0 {
            guard let version = versions[sector]?[pick - 1] else { continue }
            let start = sector * Self.sectorLength
            let end = min(start + version.bytes.count, smallest(after: version.time, upTo: place), length)
            if start < end { bytes.replaceSubrange(start..<end, with: version.bytes[..<(end - start)]) }
        }
        return SimulatedFile(self, holding: bytes)
    }

    private init(_ other: SimulatedFile, holding bytes: [UInt8]) {
        self.init(isDirectory: other.isDirectory, mode: other.mode)
        (seen, durable, sizes) = (bytes, bytes, [bytes.count])
    }

    private mutating func noteSize() {
        if sizes.last != seen.count { sizes.append(seen.count) }
    }

    /// What was cut off between two moments does not come back.
    private func smallest(after time: Int, upTo place: Int) -> Int {
        time < place ? sizes[(time + 1)...place].reduce(.max, min) : .max
    }

    private mutating func store(_ sector: Int) {
        let part = Self.part(sector, of: seen)
        if durable.count < part.endIndex { durable += [UInt8](repeating: 0, count: part.endIndex - durable.count) }
        durable.replaceSubrange(part.indices, with: part)
        // The size is another matter: it may be the old one still.
    }

    private func withoutLost() -> [UInt8] {
        var bytes = seen
        for place in lost.flatMap({ $0 * Self.sectorLength..<($0 + 1) * Self.sectorLength }) where place < bytes.count {
            bytes[place] = place < durable.count ? durable[place] : 0
        }
        return bytes
    }

    private static func part(_ sector: Int, of bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[min(sector * sectorLength, bytes.count)..<min((sector + 1) * sectorLength, bytes.count)]
    }
}
