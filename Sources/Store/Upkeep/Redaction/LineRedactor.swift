import CBytes

/// Takes what is personal to one user out of a line, so that length and checksum stay what they were.
///
/// Nothing else in the journal has to change then: the chain, MARK, the headers of segments, and every place that a process
/// remembers go on being right. Seals hold hashes of what the lines were; `store.redacted` keeps those.
struct LineRedactor {
    /// What became of a line.
    enum Outcome {
        /// It holds nothing of the user.
        case untouched
        /// The line without its line feed.
        case redacted([UInt8])
        /// It has too little room for letters that bring its checksum back.
        case noRoom
    }

    private static let opening = Array(#","redacted":""#.utf8)
    private static let saltKey = Array(#","salt":""#.utf8)
    /// Where the outside's words about one person may hold an address.
    private static let freeTexts: Set<String> = ["reason", "detail", "failure"]

    let user: UInt32
    /// What the user's fields ever were, as far as it was found: looked for in the outside's words.
    private(set) var texts: Set<String> = []

    init(user: UInt32) {
        self.user = user
    }

    mutating func redact(_ record: Record) -> Outcome {
        let line = Array(record.line)
        let shift = record.line.startIndex
        let cuts = (try? record.kind == "usersChanged" ? objects(record.body) : words(record.body)) ?? []
        guard !cuts.isEmpty else { return .untouched }
        var head = Array(line.dropLast(RecordFraming.tailLength))
        let checksum = crc32c_of(0, head, 0, head.count)
        var places: [Int] = []
        for cut in cuts {
            let range = cut.range.lowerBound - shift..<cut.range.upperBound - shift
            guard cut.fixed.count + cut.end.count <= range.count else { return .noRoom }
            let free = range.lowerBound + cut.fixed.count..<range.upperBound - cut.end.count
            head.replaceSubrange(range, with: cut.fixed + [UInt8](repeating: 0x40, count: free.count) + cut.end)
            places += free
        }
        places += Self.salt(head, before: record.bodyRange.lowerBound - shift)
        guard ChecksumFiller.fill(&head, places, checksum: checksum) else { return .noRoom }
        return .redacted(head + line.suffix(RecordFraming.tailLength))
    }

    /// Bytes of a line, and what stands there instead: a beginning, letters, an end.
    private struct Cut {
        let range: Range<Int>
        let fixed: [UInt8]
        let end: [UInt8]
    }

    /// The user's objects in a list of users, unless they are redacted already.
    private mutating func objects(_ body: ArraySlice<UInt8>) throws(JSONError) -> [Cut] {
        guard Self.mentions(body, user) else { return [] }
        var (cuts, found): ([Cut], Set<String>) = ([], [])
        _ = try JSONFields(body).list("users") { (reader) throws(JSONError) in
            let raw = try reader.readRaw()
            let fields = try JSONFields(raw)
            guard try fields.integer("id", as: UInt32.self) == user, !fields.contains("redacted") else { return }
            for key in ["fullName", "email", "phone", "managedAppleAccount"] {
                if let text = try fields.optionalString(key), text.utf8.count >= 5 { found.insert(text) }
            }
            var kept = JSONWriter()
            try kept.object { (writer) throws(JSONError) in
                writer.field("id", user)
                let sites = try fields.integers("sites", as: UInt32.self)
                let groups = try fields.integers("groups", as: UInt32.self)
                if !sites.isEmpty { writer.field("sites", integers: sites) }
                if !groups.isEmpty { writer.field("groups", integers: groups) }
            }
            let fixed = kept.bytes.dropLast() + Self.opening
            cuts.append(Cut(range: raw.startIndex..<raw.endIndex, fixed: Array(fixed), end: [.quote, .closeBrace]))
        }
        texts.formUnion(found)
        return cuts
    }

    /// What the outside said about the user, where it names an address or the like.
    private func words(_ body: ArraySlice<UInt8>) throws(JSONError) -> [Cut] {
        guard !texts.isEmpty else { return [] }
        var (cuts, isOurs): ([Cut], Bool) = ([], false)
        var reader = JSONReader(body)
        try reader.readObject { (key, reader) throws(JSONError) in
            let raw = try reader.readRaw()
            if key == "user" { isOurs = Array(raw) == Array(String(user).utf8) }
            guard Self.freeTexts.contains(key), raw.first == .quote else { return }
            var value = JSONReader(raw)
            let text = try value.readString()
            guard texts.contains(where: { text.contains($0) }) else { return }
            cuts.append(Cut(range: raw.startIndex..<raw.endIndex, fixed: [.quote], end: [.quote]))
        }
        return isOurs ? cuts : []
    }

    /// Whether some text of the user still stands in a line: a reason that an administrator gave, a message's text.
    func isNamed(in line: [UInt8]) -> Bool {
        texts.contains { text in
            let needle = Array(text.utf8)
            return rc_find(line, line.count, needle, needle.count) >= 0
        }
    }

    /// A quick look, so that most lines need not be taken apart.
    private static func mentions(_ body: ArraySlice<UInt8>, _ user: UInt32) -> Bool {
        let needle = Array("\"id\":\(user)".utf8)
        return body.withUnsafeBufferPointer { rc_find($0.baseAddress, $0.count, needle, needle.count) >= 0 }
    }

    /// The letters of the line's salt: once they are gone, no hash and no checksum confirms a guess of what stood there.
    private static func salt(_ head: [UInt8], before end: Int) -> Range<Int> {
        guard let key = head[..<end].firstRange(of: saltKey),
            let quote = head[key.upperBound..<end].firstIndex(of: .quote)
        else { return 0..<0 }
        return key.upperBound..<quote
    }
}
