// Compiled twice: with the store as a module (the replay in `make test`), and as one module with it (fuzz.sh).
#if canImport(Store)
@testable import Store
#endif

/// What of the store reads bytes that anybody may have written, and what must hold for any of them.
enum FuzzTarget: String, CaseIterable, Sendable {
    case lines, json, mark, format, current
    #if canImport(Store)
    case snapshot
    #endif

    /// The rule that these bytes break; nil if none. A trap in here is a finding too.
    func problem(with bytes: [UInt8]) -> String? {
        switch self {
        case .lines: Self.lines(bytes) ?? Self.lines(Self.chained(bytes))
        case .json: Self.json(bytes)
        case .mark: Self.twice(bytes, Self.mark)
        case .format: Self.twice(bytes, Self.format)
        case .current: Self.twice(bytes, Self.current)
        #if canImport(Store)
        case .snapshot: Self.snapshot(bytes) ?? Self.snapshot(Self.chained(bytes))
        #endif
        }
    }

    /// As it stands, and with the checksum that belongs to it: else nothing would get past that.
    private static func twice(_ bytes: [UInt8], _ body: ([UInt8]) -> String?) -> String? {
        body(bytes) ?? body(sealed(bytes[...], seed: 0).line)
    }

    private static func sealed(_ line: ArraySlice<UInt8>, seed: UInt32) -> (line: [UInt8], checksum: UInt32) {
        var head = Array(line.last == 0x0a ? line.dropLast() : line)
        if head.count > RecordFraming.tailLength { head.removeLast(RecordFraming.tailLength) }
        let checksum = RecordFraming.close(&head, from: 0, seed: seed)
        return (head, checksum)
    }

    /// The same lines, each with the checksum that continues the chain.
    static func chained(_ bytes: [UInt8]) -> [UInt8] {
        var (all, seed): ([UInt8], UInt32) = ([], 0)
        for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
            let (sealed, checksum) = sealed(line, seed: seed)
            all += sealed
            seed = checksum
        }
        return all
    }

    /// Accepted lines are dense, hold their content inside, and are refused with another checksum.
    private static func lines(_ bytes: [UInt8]) -> String? {
        var (scanner, start, sequence) = (LineScanner(after: .start), 0, UInt64(0))
        while let end = RecordFraming.lineEnd(bytes, from: start) {
            let before = scanner
            guard let record = try? scanner.check(bytes, start..<end) else { return nil }
            sequence += 1
            if record.sequence != sequence || !record.line.elementsEqual(bytes[start..<end]) { return "a line was misread" }
            if !record.line.indices.contains(record.body.startIndex) { return "a content lies outside its line" }
            if !(1...record.elementCount).contains(record.element) { return "an element lies outside its transaction" }
            if scanner.position.offset != UInt64(end + 1) { return "the scanner stands elsewhere" }
            var (broken, again) = (bytes, before)
            broken[end - 4] ^= 1
            if (try? again.check(broken, start..<end)) != nil { return "a wrong checksum was accepted" }
            start = end + 1
        }
        if start < bytes.count { _ = try? scanner.checkUnfinished(bytes, from: start) }
        return nil
    }

    /// Skipping, reading as a tree and reading raw agree on what is JSON, and on where it ends.
    private static func json(_ bytes: [UInt8]) -> String? {
        var (skipping, reading, raw) = (JSONReader(bytes), JSONReader(bytes), JSONReader(bytes))
        let isSkipped = (try? skipping.skipValue()) != nil
        if isSkipped != ((try? reading.readValue()) != nil) { return "skipping and reading disagree" }
        if isSkipped != ((try? raw.readRaw()) != nil) { return "skipping and reading raw disagree" }
        guard isSkipped else { return nil }
        let isWhole = (try? skipping.finish()) != nil
        if isWhole != ((try? reading.finish()) != nil) { return "they end at different places" }
        guard isWhole, let fields = try? JSONFields(bytes[...]) else { return nil }
        for key in ["n", "store", "segments"] {
            _ = try? fields.integer(key, as: UInt64.self)
            _ = try? fields.string(key)
            _ = try? fields.integers(key, as: UInt32.self)
        }
        return nil
    }

    private static func mark(_ bytes: [UInt8]) -> String? {
        guard let mark = DurableMark(bytes) else { return nil }
        return mark.line == bytes ? nil : "a MARK was accepted that would not have been written"
    }

    private static func format(_ bytes: [UInt8]) -> String? {
        guard let format = try? Format(bytes, path: "FORMAT") else { return nil }
        _ = format.reasonNotToWrite(StoreLayout(root: "store"))
        return format.line == bytes ? nil : "FORMAT is not what was read"
    }

    private static func current(_ bytes: [UInt8]) -> String? {
        guard let current = Current(bytes) else { return nil }
        return Current(current.line) == current ? nil : "CURRENT changes when it is written again"
    }
}
