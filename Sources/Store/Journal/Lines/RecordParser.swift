/// Takes a framed line apart. The keys stand in a fixed order, so each is one comparison; anything else is refused.
struct RecordParser {
    private let bytes: [UInt8]
    private let range: Range<Int>
    private var position: Int
    private let end: Int

    /// A line without its LF whose frame was found sound.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
        position = range.lowerBound
        end = range.upperBound - RecordFraming.tailLength
    }

    /// The record, or what is wrong with the line's shape.
    mutating func parse() throws(LineFault) -> Record {
        let sequence = try number(after: "{\"n\":", "n")
        let transaction = try number(after: ",\"tx\":", "tx")
        let element = try number(after: ",\"e\":\"", "e")
        guard accept("/") else { throw .wrongShape("e") }
        let count = try digits("e")
        let kind = try text(after: "\",\"k\":", "k")
        let at = try time()
        let by = try text(after: "\",\"by\":", "by")
        let command = try optionalText(after: ",\"cmd\":", "cmd")
        let from = try optionalText(after: ",\"from\":", "from")
        let why = try optionalText(after: ",\"why\":", "why")
        let skew = accept(",\"skew_ms\":") ? Int64(clamping: try digits("skew_ms")) : nil
        let write = accept(",\"w\":") ? try digits("w") : transaction
        guard write <= transaction else { throw .wrongShape("w") }
        let body = try body()
        return Record(
            sequence: sequence, transaction: transaction, element: Int(clamping: element), elementCount: Int(clamping: count),
            kind: kind, at: at, by: by, command: command, from: from, why: why, clockSkew: skew, write: write,
            line: bytes[range], bodyRange: body)
    }

    private mutating func accept(_ key: StaticString) -> Bool {
        // The frame behind `end` is longer than any key, and like none.
        for place in 0..<key.utf8CodeUnitCount where bytes[position + place] != key.utf8Start[place] { return false }
        position += key.utf8CodeUnitCount
        return true
    }

    private mutating func number(after key: StaticString, _ name: String) throws(LineFault) -> UInt64 {
        guard accept(key) else { throw .wrongShape("no \(name)") }
        return try digits(name)
    }

    /// Plain decimal digits without a leading zero.
    private mutating func digits(_ name: String) throws(LineFault) -> UInt64 {
        let start = position
        var number: UInt64 = 0
        while position < end, bytes[position].isDecimalDigit {
            number = number &* 10 &+ UInt64(bytes[position] &- .zero)
            position += 1
        }
        // Nineteen digits always fit.
        guard (1...19).contains(position - start), bytes[start] != .zero || position == start + 1 else { throw .wrongShape(name) }
        return number
    }

    private mutating func time() throws(LineFault) -> Int64 {
        guard accept(",\"at\":\""), position + Timestamp.length <= end,
            let time = Timestamp.milliseconds(bytes, at: position)
        else { throw .wrongShape("at") }
        position += Timestamp.length
        return time
    }

    private mutating func text(after key: StaticString, _ name: String) throws(LineFault) -> String {
        guard let text = try optionalText(after: key, name) else { throw .wrongShape("no \(name)") }
        return text
    }

    private mutating func optionalText(after key: StaticString, _ name: String) throws(LineFault) -> String? {
        guard accept(key) else { return nil }
        if let text = plainText() { return text }
        var reader = JSONReader(bytes[position..<end])
        guard let text = try? reader.readString() else { throw .wrongShape(name) }
        position = reader.position
        return text
    }

    /// Most texts are ASCII without escapes: they need no reader.
    private mutating func plainText() -> String? {
        guard bytes[position] == .quote else { return nil }
        var stop = position + 1
        while stop < end, bytes[stop] != .quote {
            guard bytes[stop] < 0x80, bytes[stop] >= 0x20, bytes[stop] != .backslash else { return nil }
            stop += 1
        }
        guard stop < end else { return nil }
        defer { position = stop + 1 }
        return String(decoding: bytes[(position + 1)..<stop], as: UTF8.self)
    }

    /// Where the content stands. Keys that this version does not know may come before it.
    private mutating func body() throws(LineFault) -> Range<Int> {
        while !accept(",\"d\":") {
            var reader = JSONReader(bytes[position..<end])
            guard reader.accept(.comma), (try? reader.readString()) != nil, reader.accept(.colon),
                (try? reader.skipValue()) != nil
            else { throw .wrongShape("no d") }
            position = reader.position
        }
        guard bytes[position] == .openBrace, bytes[end - 1] == .closeBrace else { throw .wrongShape("d") }
        return position..<end
    }
}
