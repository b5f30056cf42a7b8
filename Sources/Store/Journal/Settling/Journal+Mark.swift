extension Journal {
    /// What MARK says now; nil if it is bad or absent. Whoever meets it half written looks again, three times.
    func readMark() throws(JournalError) -> DurableMark? {
        for _ in 0..<4 {
            guard let bytes = try onDisk({ () throws(DiskError) in try disk.contents(of: layout.mark) }) else { return nil }
            if let mark = DurableMark(bytes) { return mark }
        }
        return nil
    }

    /// Says that everything up to a place is confirmed. Only after a sync.
    func writeMark(_ position: ChainPosition) throws(DiskError) {
        let file = try disk.open(layout.mark, .readWrite, create: .ifMissing, mode: 0o640)
        defer { disk.close(file) }
        try disk.writeAll(file, DurableMark(position).line, at: 0)
        if try disk.status(file).size != UInt64(DurableMark.length) {
            try disk.truncate(file, to: UInt64(DurableMark.length))
        }
    }

    /// The place that MARK names, after checking that its last line stands there.
    /// - Throws: what is wrong with the journal, if it does not.
    func position(of mark: DurableMark) throws(JournalError) -> ChainPosition {
        guard try onDisk({ () throws(DiskError) in try disk.status(at: layout.segment(first: mark.segment)) }) != nil else {
            throw .markDisagrees(path: layout.segment(first: mark.segment), sequence: mark.sequence, offset: mark.end)
        }
        if let position = try quickPosition(of: mark) { return position }
        var walk = try walk(after: mark.sequence, to: mark)
        let stop = try walk.run()
        guard walk.agrees(mark) else { throw try diagnosis(walk, stop, mark) }
        return walk.settled
    }

    /// Checks only the line before the place; nil if anything is odd.
    func quickPosition(of mark: DurableMark) throws(JournalError) -> ChainPosition? {
        let length = min(mark.end, UInt64(2 * RecordFraming.maximumLineLength))
        let bytes = try table.segment(mark.segment).read(at: mark.end - length, count: length)
        guard UInt64(bytes.count) == length, bytes.last == .lineFeed else { return nil }
        if mark.sequence == mark.segment { return try headerPosition(of: mark) }
        let start = bytes.dropLast().lastIndex(of: .lineFeed).map { $0 + 1 }
        guard let start, let before = bytes[..<(start - 1)].lastIndex(of: .lineFeed) ?? (length == mark.end ? -1 : nil),
            let seed = RecordFraming.statedChecksum(bytes, before + 1..<start - 1)
        else { return nil }
        return lastLine(bytes, start, seed, mark)
    }

    private func headerPosition(of mark: DurableMark) throws(JournalError) -> ChainPosition? {
        guard let end = try table.header(mark.segment)?.end, DurableMark(end) == mark else { return nil }
        return end
    }

    private func lastLine(_ bytes: [UInt8], _ start: Int, _ seed: UInt32, _ mark: DurableMark) -> ChainPosition? {
        let range = start..<bytes.count - 1
        guard RecordFraming.statedChecksum(bytes, range) == mark.chain,
            RecordFraming.expectedChecksum(bytes, range, seed: seed) == mark.chain
        else { return nil }
        var parser = RecordParser(bytes, range)
        guard let record = try? parser.parse(), record.sequence == mark.sequence, record.endsTransaction else { return nil }
        return ChainPosition(
            sequence: mark.sequence, segment: mark.segment, offset: mark.end, checksum: mark.chain, at: record.at)
    }

    /// What is wrong when a walk up to a confirmed place did not end there.
    func diagnosis(
        _ walk: JournalWalk, _ stop: SegmentWalk.Stop, _ mark: DurableMark
    ) throws(JournalError) -> JournalError {
        if case .fault(let fault) = stop { return .damaged(try describe(fault, walk.scanner.position, walk.settled)) }
        let segment = try table.segment(walk.span.segment)
        if try segment.length() <= walk.span.end && walk.settled.sequence < walk.span.last {
            return .confirmedMissing(
                path: segment.file.path, after: walk.settled.sequence, count: walk.span.last - walk.settled.sequence,
                offset: walk.settled.offset)
        }
        return .markDisagrees(path: segment.file.path, sequence: walk.span.last, offset: walk.span.end)
    }
}
