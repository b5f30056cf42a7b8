extension Journal {
    private static let excerptLength = 160

    /// What a person needs to know about a wrong line: where it stands, and what stands around it.
    func describe(
        _ fault: LineFault, _ position: ChainPosition, _ settled: ChainPosition
    ) throws(JournalError) -> JournalDamage {
        let segment = try table.segment(position.segment)
        let reach = UInt64(RecordFraming.maximumLineLength)
        let start = position.offset > reach ? position.offset - reach : 0
        let bytes = try segment.read(at: start, count: position.offset - start + 2 * reach)
        let here = min(Int(position.offset - start), bytes.count)
        let lines = bytes[here...].split(separator: .lineFeed, maxSplits: 2, omittingEmptySubsequences: false)
        let before = bytes[..<here].dropLast().split(separator: .lineFeed).last
        return JournalDamage(
            path: segment.file.path, line: position.sequence + 2 - segment.first, offset: position.offset,
            lastSound: settled.sequence, fault: fault, text: Self.excerpt(lines.first ?? []), before: before.map(Self.excerpt),
            after: lines.count > 1 && !lines[1].isEmpty ? Self.excerpt(lines[1]) : nil)
    }

    /// The same for the first line of a segment.
    func describe(_ fault: LineFault, in segment: UInt64) throws(JournalError) -> JournalDamage {
        let place = ChainPosition(sequence: segment - 1, segment: segment, offset: 0, checksum: 0, at: 0)
        return try describe(fault, place, place)
    }

    /// A line as it may be shown: short, without control characters, whatever bytes it holds.
    private static func excerpt(_ line: ArraySlice<UInt8>) -> String {
        let text = String(decoding: line.prefix(excerptLength), as: UTF8.self)
        let shown = String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
        return line.count > excerptLength ? shown + "…" : shown
    }
}
