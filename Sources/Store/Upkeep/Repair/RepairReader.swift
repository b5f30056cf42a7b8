/// Judges each line of one segment by its checksum, whatever is wrong with the lines around it.
struct RepairReader {
    private let bytes: [UInt8]
    private let first: UInt64
    private(set) var lines: [RepairLine] = []
    /// What the next line's checksum may be continued from: what stands in the line before, and what should.
    private var seeds: [UInt32] = []
    /// Where in `lines` the one stands whose content is sound if the next line continues from what its checksum should be.
    private var doubtful: (index: Int, checksum: UInt32, stated: UInt32?)?

    /// - Parameter bytes: The segment up to where the next one says that it is confirmed.
    init(_ bytes: [UInt8], first: UInt64, seed: UInt32?) {
        (self.bytes, self.first) = (bytes, first)
        seeds = seed.map { [$0] } ?? []
        var start = 0
        while start < bytes.count { start = read(from: start) }
        skipPartOfTransactions()
    }

    /// The checksum that the next segment's first line may continue.
    var lastSeed: UInt32? { seeds.first }

    private mutating func read(from start: Int) -> Int {
        let end = RecordFraming.lineEnd(bytes, from: start) ?? bytes.count
        if judge(start..<end) { return end + 1 }
        if let stop = hiddenEnd(start..<end), judge(start..<stop) { return stop + 1 }
        skip(start..<end)
        return end + 1
    }

    /// Takes the line if it fits.
    private mutating func judge(_ range: Range<Int>) -> Bool {
        guard range.count < RecordFraming.maximumLineLength, let stated = RecordFraming.statedChecksum(bytes, range),
            let seed = seed(of: range, stated)
        else { return false }
        var parser = RecordParser(bytes, range)
        guard let record = try? parser.parse() else { return false }
        if let doubtful, seed == doubtful.checksum, seed != doubtful.stated { mend(doubtful.index, doubtful.checksum) }
        add(range, .sound(record))
        (seeds, doubtful) = ([stated], nil)
        return true
    }

    private func seed(of range: Range<Int>, _ stated: UInt32) -> UInt32? {
        if range.lowerBound == 0, let header = SegmentHeader(Array(bytes[range]) + [.lineFeed], first: first) {
            return header.beginning.checksum
        }
        return seeds.first { RecordFraming.expectedChecksum(bytes, range, seed: $0) == stated }
    }

    /// The place inside a line where a sound one ends whose line feed was damaged.
    private func hiddenEnd(_ range: Range<Int>) -> Int? {
        range.dropLast(1).first { stop in
            guard stop > range.lowerBound + RecordFraming.tailLength, bytes[stop - 1] == .closeBrace,
                let stated = RecordFraming.statedChecksum(bytes, range.lowerBound..<stop)
            else { return false }
            return seeds.contains { RecordFraming.expectedChecksum(bytes, range.lowerBound..<stop, seed: $0) == stated }
        }
    }

    private mutating func skip(_ range: Range<Int>) {
        let stated = RecordFraming.statedChecksum(bytes, range)
        let expected =
            range.count > RecordFraming.tailLength
            ? seeds.map { RecordFraming.expectedChecksum(bytes, range, seed: $0) } : []
        let reason =
            range.upperBound == bytes.count && stated == nil
            ? "the rest of an interrupted write" : "its checksum does not fit: it was altered, or the line before it is missing"
        add(range, .skipped(reason))
        doubtful = expected.first.map { (lines.count - 1, $0, stated) }
        seeds = (stated.map { [$0] } ?? []) + expected
    }

    private mutating func add(_ range: Range<Int>, _ verdict: RepairLine.Verdict) {
        let number = UInt64(lines.count) + 1
        lines.append(
            RepairLine(number: number, offset: UInt64(range.lowerBound), bytes: Array(bytes[range]), verdict: verdict))
    }

    /// The line's content is right: the next line continues from the checksum that it should have.
    private mutating func mend(_ index: Int, _ checksum: UInt32) {
        var line = lines[index].bytes
        let tail = line.count - RecordFraming.tailLength
        guard tail > 0 else { return }
        line.removeLast(RecordFraming.tailLength)
        line.append(contentsOf: ",\"crc\":\"".utf8)
        line.appendHex(checksum)
        line.append(contentsOf: [.quote, .closeBrace])
        var parser = RecordParser(line, 0..<line.count)
        guard let record = try? parser.parse() else { return }
        (lines[index].bytes, lines[index].verdict) = (line, .sound(record))
    }

    /// A transaction that is not whole is nothing at all.
    private mutating func skipPartOfTransactions() {
        var start = 0
        while start < lines.count {
            guard let head = lines[start].record else {
                start += 1
                continue
            }
            var end = start + 1
            while end < lines.count, let next = lines[end].record, next.transaction == head.transaction { end += 1 }
            let members = lines[start..<end].compactMap(\.record)
            let isWhole =
                head.element == 1 && members.count == head.elementCount
                && members.enumerated().allSatisfy { $1.element == $0 + 1 && $1.sequence == head.sequence + UInt64($0) }
            if !isWhole {
                for place in start..<end {
                    lines[place].verdict = .skipped("other lines of its transaction #\(head.transaction) are missing or damaged")
                }
            }
            start = end
        }
    }
}
