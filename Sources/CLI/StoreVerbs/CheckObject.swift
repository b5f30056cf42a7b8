import Store

/// What a check found, as JSON.
enum CheckObject {
    static func of(_ report: StoreCheck.Report, _ path: String) -> JSONObject {
        var object = JSONObject()
        object.set("path", path)
        object.set("sound", report.isSound)
        object.set("records", Int(clamping: report.records))
        object.set("transactions", Int(clamping: report.transactions))
        object.set("bytes", Int(clamping: report.bytes))
        object.set("lastSequence", Int(clamping: report.lastSequence))
        object["kinds"] = .object(kinds(report))
        object["segments"] = .list(report.segments.map { .object(segment($0)) })
        object.set("seals", Int(clamping: report.seals.seals))
        object.set("unsealed", Int(clamping: report.seals.unsealedRecords))
        object.set("redacted", Int(clamping: report.seals.redactions.done))
        object.set("notices", report.notices.map(\.description))
        object.set("problems", report.problems.map { "\($0)" })
        return object
    }

    static func kinds(_ report: StoreCheck.Report) -> JSONObject {
        var object = JSONObject()
        for (kind, count) in report.kinds.sorted(by: { $0.key < $1.key }) { object.set(kind, Int(clamping: count)) }
        return object
    }

    static func segment(_ segment: StoreCheck.SegmentSummary) -> JSONObject {
        var object = JSONObject()
        object.set("first", Int(clamping: segment.first))
        object.set("records", Int(clamping: segment.records))
        object.set("bytes", Int(clamping: segment.bytes))
        return object
    }
}
