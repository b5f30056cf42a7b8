/// One segment of the chain as the folder shows it.
struct ChainLink: Sendable {
    let beginning: ChainPosition
    /// Up to where the next one's header says that it is confirmed; in the last one, as long as it is.
    let span: JournalSpan
    /// How long the file is: in a sealed segment, bytes beyond the span are void.
    let length: UInt64
}

extension Journal {
    /// The segments in the folder and in the archive that hang together, first to last, without a lock and without MARK's word.
    ///
    /// What does not follow is left out: the next writer moves it away or refuses it.
    func chain() throws(JournalError) -> [ChainLink] {
        let mark = try readMark()
        var links: [ChainLink] = []
        // One on its way to the archive may be in both places.
        let all = Set(try JournalFolder(layout, disk).segments).union(try JournalFolder.archived(layout, disk))
        for first in all.sorted() {
            let segment = try table.open(first)
            let header = SegmentHeader(
                try segment.read(at: 0, count: UInt64(RecordFraming.maximumLineLength)), first: first)
            guard links.isEmpty || follows(header, links.last, mark) else { continue }
            if let header, let last = links.popLast() { links.append(sealed(last, by: header)) }
            let length = try segment.length()
            links.append(
                ChainLink(
                    beginning: header?.beginning ?? .start,
                    span: JournalSpan(segment: first, end: length, last: .max), length: length))
        }
        return links
    }

    private func follows(_ header: SegmentHeader?, _ last: ChainLink?, _ mark: DurableMark?) -> Bool {
        guard let link = header?.previous, let last, link.first == last.span.segment else { return false }
        return mark?.segment != link.first || (mark?.end ?? 0) <= link.length
    }

    private func sealed(_ link: ChainLink, by header: SegmentHeader) -> ChainLink {
        ChainLink(
            beginning: link.beginning,
            span: JournalSpan(
                segment: link.span.segment, end: header.previous?.length ?? 0, last: header.beginning.sequence),
            length: link.length)
    }
}
