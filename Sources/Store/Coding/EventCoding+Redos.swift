import Domain

extension EventCoding {
    static func encodeRedos(_ event: Event) -> PendingRecord? {
        switch event {
        case .redoRequested(let id, let user, let location, let carrier):
            PendingRecord(kind: "redoRequested") {
                $0.field("redo", id)
                $0.field("user", user)
                $0.field("location", location)
                $0.field("carrier", carrier)
            }
        case .redoAssignmentsRead(let id, let apps, let books):
            PendingRecord(kind: "redoAssignmentsRead") {
                $0.field("redo", id)
                $0.field("apps", ifNotEmpty: apps)
                $0.field("books", ifNotEmpty: books)
            }
        case .redoAdvanced(let id, let stage):
            PendingRecord(kind: "redoAdvanced") {
                $0.field("redo", id)
                $0.field("stage", stage.rawValue)
            }
        case .redoFailed(let id, let stage, let reason):
            PendingRecord(kind: "redoFailed") {
                $0.field("redo", id)
                $0.field("stage", stage.rawValue)
                $0.field("reason", reason)
            }
        case .redoRetried(let id): PendingRecord(kind: "redoRetried") { $0.field("redo", id) }
        case .redoCancelled(let id): PendingRecord(kind: "redoCancelled") { $0.field("redo", id) }
        case .redoEnded(let id): PendingRecord(kind: "redoEnded") { $0.field("redo", id) }
        case .sameAccountAgain(let id): PendingRecord(kind: "sameAccountAgain") { $0.field("redo", id) }
        default: nil
        }
    }

    static let redoReaders: [String: Reader] = [
        "redoRequested": { (body) throws(JSONError) in
            .redoRequested(
                try body.id("redo"), try body.id("user"), try body.id("location"), carrier: try body.id("carrier"))
        },
        "redoAssignmentsRead": { (body) throws(JSONError) in
            .redoAssignmentsRead(try body.id("redo"), apps: try body.strings("apps"), books: try body.strings("books"))
        },
        "redoAdvanced": { (body) throws(JSONError) in .redoAdvanced(try body.id("redo"), try body.word("stage")) },
        "redoFailed": { (body) throws(JSONError) in
            .redoFailed(try body.id("redo"), try body.word("stage"), reason: try body.string("reason"))
        },
        "redoRetried": { (body) throws(JSONError) in .redoRetried(try body.id("redo")) },
        "redoCancelled": { (body) throws(JSONError) in .redoCancelled(try body.id("redo")) },
        "redoEnded": { (body) throws(JSONError) in .redoEnded(try body.id("redo")) },
        "sameAccountAgain": { (body) throws(JSONError) in .sameAccountAgain(try body.id("redo")) },
    ]
}
