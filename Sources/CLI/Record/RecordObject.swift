import Domain
import Engine
import Foundation

/// An entry of the record as JSON and as a row.
enum RecordObject {
    static func of(_ entry: RecordEntry, _ state: State) -> JSONObject {
        var object = JSONObject()
        object.set("sequence", Int(clamping: entry.sequence))
        object.set("at", entry.at)
        object["by"] = .string(entry.by)
        object["kind"] = .string(entry.kind)
        object.set("transaction", Int(clamping: entry.transaction))
        object.set("from", entry.from)
        object.set("why", entry.why)
        object.set("words", entry.event.map { Phrases.event($0, in: state) })
        object["facts"] = facts(entry.facts)
        return object
    }

    /// The facts as they stand in the journal; text that is no JSON, or that a terminal would obey, goes in as text.
    private static func facts(_ text: String) -> JSONValue? {
        guard !text.isEmpty else { return nil }
        let isPlain = !text.unicodeScalars.contains(where: SafeText.isHostile)
        // Only whether it is JSON is asked.
        let isJSON = (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil
        return isPlain && isJSON ? .raw(text) : .string(text)
    }

    static func words(_ entry: RecordEntry, _ state: State) -> String {
        entry.event.map { Phrases.event($0, in: state) } ?? entry.kind
    }

    static func listing(_ state: State) -> Listing<RecordEntry> {
        Listing(
            columns: [
                Column("sequence", "#") { "\($0.sequence)" },
                Column("at", "when", shown: { moment($0.at) }, raw: { $0.at.rfc3339 }),
                Column("by", "who") { $0.by },
                Column("kind", nil) { $0.kind },
                Column("words", "what") { words($0, state) },
                Column("from", nil) { $0.from ?? "" },
                Column("why", "why") { $0.why ?? "" },
            ],
            object: { of($0, state) })
    }

    /// `2026-11-22 11:34:50`: to the second, since records follow one another closely.
    private static func moment(_ at: Instant) -> String {
        String(at.rfc3339.prefix(19).map { $0 == "T" ? " " : $0 })
    }
}
