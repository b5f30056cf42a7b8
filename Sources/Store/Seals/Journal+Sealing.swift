import CBytes
import Glibc

extension Journal {
    /// Adds a seal behind lines that are about to be written, if one is due. For the holder of the lock.
    ///
    /// A seal that cannot be made, because the disk does not give the lines back, does not keep anybody from writing: the next
    /// turn tries again, and until then the records are not sealed.
    /// - Returns: What is known of the seals once the lines are written; nil if nothing is.
    func addSeal(
        to lines: inout TransactionWriter, after end: ChainPosition, _ state: WriterState, isForced: Bool = false
    ) -> SealProgress? {
        guard let policy = options.sealing, var progress = try? sealProgress(upTo: end, state.seals) else { return nil }
        let isDue = progress.isDue(
            policy, after: lines.position, writing: UInt64(lines.bytes.count), segmentLimit: options.segmentLimit)
        if isDue || isForced {
            guard let seal = try? seal(lines, after: end, progress) else { return nil }
            let place = lines.position
            let sealed = PendingTransaction(at: place.at, by: options.user, records: [seal.record])
            do throws(JournalError) { try lines.append(sealed) } catch {
                preconditionFailure("A seal is short and its time is that of the line before: \(error)")
            }
            progress.from = SealProgress.Place(
                segment: place.segment, offset: place.offset, sequence: place.sequence + 1)
            (progress.previous, progress.since) = (seal.digest, place.at)
            progress.bytes = lines.position.offset - place.offset
        } else {
            progress.bytes += lines.position.offset - end.offset
        }
        progress.seen = lines.position
        return progress
    }

    /// Hashes what stands behind the last seal, and the lines that are about to follow.
    private func seal(
        _ lines: TransactionWriter, after end: ChainPosition, _ progress: SealProgress
    ) throws(JournalError) -> Seal {
        var chain = SealChain(from: progress.from.sequence, previous: progress.previous)
        var stop = (segment: end.segment, offset: end.offset)
        var parts: [(segment: UInt64, from: UInt64, to: UInt64)] = []
        while stop.segment > progress.from.segment, let link = try table.header(stop.segment)?.previous {
            parts.insert((stop.segment, 0, stop.offset), at: 0)
            stop = (link.first, link.length)
        }
        parts.insert((stop.segment, progress.from.offset, stop.offset), at: 0)
        for part in parts { try addLines(part.segment, from: part.from, to: part.to, &chain) }
        _ = chain.add(lines: lines.bytes)
        return Seal(chain, to: lines.position.sequence)
    }

    private func addLines(
        _ first: UInt64, from start: UInt64, to end: UInt64, _ chain: inout SealChain
    ) throws(JournalError) {
        let segment = try table.segment(first)
        var offset = start
        while offset < end {
            let piece = try segment.read(at: offset, count: min(SegmentWalk.pieceLength, end - offset))
            let added = chain.add(lines: piece)
            guard added > 0 else { throw .markDisagrees(path: segment.file.path, sequence: first, offset: offset) }
            offset += UInt64(added)
        }
    }
}

/// Finding the last seal.
extension Journal {
    /// What is known of the seals before a confirmed end; looks only at what this process has not seen.
    private func sealProgress(upTo end: ChainPosition, _ known: SealProgress?) throws(JournalError) -> SealProgress {
        guard var progress = known, progress.seen.segment == end.segment, progress.seen.offset <= end.offset,
            end.offset - progress.seen.offset <= SegmentWalk.pieceLength
        else { return try searchedProgress(upTo: end) }
        if progress.seen == end { return progress }
        let bytes = try table.segment(end.segment).read(
            at: progress.seen.offset, count: end.offset - progress.seen.offset)
        progress.bytes += UInt64(bytes.count)
        if let found = lastSeal(bytes, at: progress.seen.offset, end.segment) {
            progress = SealProgress(found, upTo: end, bytes: end.offset - found.place.offset)
        }
        progress.seen = end
        return progress
    }

    /// Looks backwards for the last seal, in the segment of the end and the one before.
    ///
    /// The one before ends with a seal, unless the disk refused to go on writing it. Where there is none, from before there were
    /// any, the journal is sealed from the beginning of its last segment on.
    private func searchedProgress(upTo end: ChainPosition) throws(JournalError) -> SealProgress {
        if let found = try lastSeal(in: end.segment, before: end.offset) {
            return SealProgress(found, upTo: end, bytes: end.offset - found.place.offset)
        }
        let header = try table.header(end.segment)
        if let link = header?.previous, let found = try lastSeal(inEarlier: link) {
            return SealProgress(found, upTo: end, bytes: link.length - found.place.offset + end.offset)
        }
        let beginning = SealProgress.Place(segment: end.segment, offset: 0, sequence: end.segment)
        return SealProgress(
            from: beginning, previous: nil, since: header?.end.at ?? end.at, seen: end, bytes: end.offset)
    }

    /// A segment that was archived meanwhile is one without a seal: the next begins anew.
    private func lastSeal(inEarlier link: SegmentHeader.Link) throws(JournalError) -> FoundSeal? {
        do throws(JournalError) { return try lastSeal(in: link.first, before: link.length) } catch .system(_, "open", ENOENT) {
            return nil
        } catch {
            throw error
        }
    }

    private func lastSeal(in first: UInt64, before end: UInt64) throws(JournalError) -> FoundSeal? {
        let segment = try table.segment(first)
        var stop = end
        while true {
            let start = stop - min(stop, SegmentWalk.pieceLength)
            let bytes = try segment.read(at: start, count: stop - start)
            if let found = lastSeal(bytes, at: start, first) { return found }
            if start == 0 { return nil }
            // A line that begins before this piece may reach into it.
            stop = start + UInt64(RecordFraming.maximumLineLength)
        }
    }

    private func lastSeal(_ bytes: [UInt8], at offset: UInt64, _ segment: UInt64) -> FoundSeal? {
        for place in Self.places(of: ",\"k\":\"store.seal\",", in: bytes).reversed() {
            let before = bytes[..<place].lastIndex(of: .lineFeed)
            guard before != nil || offset == 0, let end = RecordFraming.lineEnd(bytes, from: place) else { continue }
            let start = before.map { $0 + 1 } ?? 0
            var parser = RecordParser(bytes, start..<end)
            guard RecordFraming.statedChecksum(bytes, start..<end) != nil, let record = try? parser.parse(),
                record.kind == Seal.kind, let seal = try? Seal(body: record.body)
            else { continue }
            let line = SealProgress.Place(
                segment: segment, offset: offset + UInt64(start), sequence: record.sequence)
            return FoundSeal(seal: seal, place: line, at: record.at)
        }
        return nil
    }

    private static func places(of text: StaticString, in bytes: [UInt8]) -> [Int] {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return [] }
            var (start, places) = (0, [Int]())
            while true {
                let next = rc_find(base + start, buffer.count - start, text.utf8Start, text.utf8CodeUnitCount)
                if next < 0 { return places }
                places.append(start + next)
                start += next + text.utf8CodeUnitCount
            }
        }
    }
}

/// A seal, and where its line begins.
private struct FoundSeal {
    let seal: Seal
    let place: SealProgress.Place
    let at: Int64
}

extension SealProgress {
    fileprivate init(_ found: FoundSeal, upTo end: ChainPosition, bytes: UInt64) {
        self.init(from: found.place, previous: found.seal.digest, since: found.at, seen: end, bytes: bytes)
    }
}
