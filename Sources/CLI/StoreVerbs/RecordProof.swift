import Domain
import Store

/// Proves that the record was not altered: `rollcall log --verify`.
struct RecordProof {
    let run: VerbRun

    /// - Throws: `.damaged` when something was altered, or the anchor is not met.
    func print(anchor text: String?) throws(CommandLineFailure) {
        let anchor = try text.map { (text) throws(CommandLineFailure) in try Self.digest(text) }
        let report = try run.check(run.storePath, anchor: anchor)
        let isMet = anchor == nil || report.seals.anchorSequence != nil
        run.print(facts(report, anchor), object(report, anchor))
        try run.sayFindings(report)
        if !isMet {
            throw .damaged(
                "the anchor is not met: what stood before it was altered, or this copy ends before it, or it is of another store")
        }
    }

    private static func digest(_ text: String) throws(CommandLineFailure) -> SealDigest {
        guard let digest = SealDigest(text.lowercased()) else {
            throw .usage("--anchor takes the 64 digits that `store backup` or `log --verify` printed")
        }
        return digest
    }

    private func facts(_ report: StoreCheck.Report, _ anchor: SealDigest?) -> [(name: String, value: String)] {
        let seals = report.seals
        return [
            (name: "records", value: words(report.records)),
            (name: "sealed", value: words(seals.sealedRecords)),
            (name: "not sealed yet", value: words(seals.unsealedRecords)),
            (name: "not proved", value: seals.archived > 0 ? "#1 to #\(words(seals.archived)), in the archive" : ""),
            (name: "never sealed", value: ranges(seals.neverSealed)),
            (name: "seals", value: words(seals.seals)),
            (name: "redacted", value: redacted(report)),
            (name: "head", value: head(report)),
            (name: "anchor", value: anchor == nil ? "" : anchorWords(seals)),
            (name: "sound", value: report.isSound ? "yes" : "no"),
        ]
    }

    private func ranges(_ ranges: [ClosedRange<UInt64>]) -> String {
        ranges.map { "#\($0.lowerBound) to #\($0.upperBound)" }.joined(separator: ", ")
    }

    private func head(_ report: StoreCheck.Report) -> String {
        guard report.isSound, let head = report.seals.head else { return "" }
        return "\(head) (up to #\(report.seals.headSequence))"
    }

    private func anchorWords(_ seals: SealReport) -> String {
        seals.anchorSequence.map { "met: everything up to #\($0) is as it was" } ?? "not met"
    }

    private func redacted(_ report: StoreCheck.Report) -> String {
        guard report.seals.redactions.done > 0 else { return "" }
        let who = report.redactions.map { one in
            "user \(one.user) by \(one.by) on \(Timestamp.text(one.at).prefix(10))" + (one.why.map { ": \($0)" } ?? "")
        }
        return "\(words(report.seals.redactions.done)) records (\(who.joined(separator: "; "))), the rest unchanged"
    }

    private func object(_ report: StoreCheck.Report, _ anchor: SealDigest?) -> JSONObject {
        let seals = report.seals
        var object = JSONObject()
        object.set("path", run.storePath)
        object.set("sound", report.isSound)
        object.set("records", Int(clamping: report.records))
        object.set("sealed", Int(clamping: seals.sealedRecords))
        object.set("unsealed", Int(clamping: seals.unsealedRecords))
        object.set("neverSealed", seals.neverSealed.map { "\($0.lowerBound)-\($0.upperBound)" })
        object.set("archived", seals.archived > 0 ? Int(clamping: seals.archived) : nil)
        object.set("seals", Int(clamping: seals.seals))
        object.set("lastSeal", seals.lastSeal?.digest.description)
        if report.isSound {
            object.set("head", seals.head?.description)
            object.set("headSequence", Int(clamping: seals.headSequence))
        }
        if anchor != nil {
            object.set("anchorMet", seals.anchorSequence != nil)
            object.set("anchorSequence", seals.anchorSequence.map { Int(clamping: $0) })
        }
        object.set("redacted", Int(clamping: seals.redactions.done))
        object["redactions"] = .list(report.redactions.map { .object(Self.object($0)) })
        object.set("notices", report.notices.map(\.description))
        object.set("problems", report.problems.map { "\($0)" })
        return object
    }

    private static func object(_ redaction: StoreCheck.RedactionSummary) -> JSONObject {
        var object = JSONObject()
        object.set("sequence", Int(clamping: redaction.sequence))
        object.set("user", Int(redaction.user))
        object.set("by", redaction.by)
        object.set("at", Timestamp.text(redaction.at))
        object.set("reason", redaction.why)
        object.set("records", redaction.records)
        return object
    }
}
