/// Follows the lines of a journal and holds every seal against them.
struct SealCheck: Sendable {
    private let anchor: SealDigest?
    private let redactions: RedactionTable
    private var chain = SealChain(from: 1, previous: nil)
    /// With what a first seal would begin: the beginning of the last segment that no seal stands behind.
    private var candidate: SealChain?
    private var report = SealReport()
    /// Whether the lines begin behind some that are in the archive: then the first seal reaches back to what is not here.
    private var beginsLater = false

    init(anchor: SealDigest?, redactions: RedactionTable) {
        (self.anchor, self.redactions) = (anchor, redactions)
    }

    /// Takes in the next line.
    mutating func take(_ record: Record) {
        if report.headSequence == 0, chain.from == 1, record.sequence > 1 {
            (chain, beginsLater) = (SealChain(from: record.sequence, previous: nil), true)
            report.archived = record.sequence - 1
        }
        if record.kind == Seal.kind { take(try? Seal(body: record.body), at: record.sequence) }
        if record.kind == SegmentHeader.kind, record.sequence > 1 {
            candidate = SealChain(from: record.sequence, previous: nil)
        }
        let line = redactions.original(of: record.sequence, now: SealDigest(line: record.line), &report.redactions)
        chain.add(line)
        candidate?.add(line)
        if record.endsTransaction { settle(record.sequence) }
    }

    private mutating func settle(_ sequence: UInt64) {
        report.headSequence = sequence
        // Behind a seal that is wrong a hash says nothing about what stands before it.
        guard let anchor, report.anchorSequence == nil, report.broken.isEmpty else { return }
        if chain.head == anchor || candidate?.head == anchor { report.anchorSequence = sequence }
    }

    private mutating func take(_ seal: Seal?, at sequence: UInt64) {
        report.seals += 1
        if let seal, seal.previous == nil, let candidate, candidate.from == seal.from, chain.from < seal.from {
            report.neverSealed.append(chain.from...seal.from - 1)
            chain = candidate
        }
        if let seal, beginsLater, seal.previous != nil, seal.from < chain.from {
            report.archived = sequence - 1
        } else if let seal, seal == Seal(chain, to: sequence - 1) {
            report.sealedRecords += seal.to - seal.from + 1
            report.lastSeal = seal
        } else {
            report.broken.append(SealReport.Broken(sequence: sequence, from: chain.from, to: sequence - 1))
        }
        chain = SealChain(from: sequence, previous: seal?.digest)
        (candidate, beginsLater) = (nil, false)
    }

    /// What was found, once all lines were taken in.
    func finished() -> SealReport {
        var report = report
        report.head = report.headSequence > 0 ? chain.head : nil
        report.unsealedRecords = report.headSequence + 1 - min(chain.from, report.headSequence + 1)
        return report
    }
}
