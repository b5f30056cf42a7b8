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

    private static let sequenceKey = Array("{\"n\":".utf8)
    private static let transactionKey = Array(",\"tx\":".utf8)
    private static let elementKey = Array(",\"e\":\"".utf8)
    private static let kindKey = Array("\",\"k\":".utf8)
    private static let atKey = Array(",\"at\":\"".utf8)
    private static let byKey = Array("\",\"by\":".utf8)
    private static let commandKey = Array(",\"cmd\":".utf8)
    private static let fromKey = Array(",\"from\":".utf8)
    private static let whyKey = Array(",\"why\":".utf8)
    private static let skewKey = Array(",\"skew_ms\":".utf8)
    private static let bodyKey = Array(",\"d\":".utf8)

    /// The record, or what is wrong with the line's shape.
    mutating func parse() throws(LineFault) -> Record {
        let sequence = try number(after: Self.sequenceKey, "n")
        let transaction = try number(after: Self.transactionKey, "tx")
        let element = try number(after: Self.elementKey, "e")
        guard accept([UInt8(ascii: "/")]) else { throw .wrongShape("e") }
        let count = try digits("e")
        let kind = try text(after: Self.kindKey, "k")
        let at = try time()
        let by = try text(after: Self.byKey, "by")
        let command = try optionalText(after: Self.commandKey, "cmd")
        let from = try optionalText(after: Self.fromKey, "from")
        let why = try optionalText(after: Self.whyKey, "why")
        let skew = accept(Self.skewKey) ? Int64(clamping: try digits("skew_ms")) : nil
        let body = try body()
        return Record(
            sequence: sequence, transaction: transaction, element: Int(clamping: element), elementCount: Int(clamping: count),
            kind: kind, at: at, by: by, command: command, from: from, why: why, clockSkew: skew, line: bytes[range],
            bodyRange: body)
    }

    private mutating func accept(_ key: [UInt8]) -> Bool {
        guard position + key.count <= end else { return false }
        for (place, byte) in key.enumerated() where bytes[position + place] != byte { return false }
        position += key.count
        return true
    }

    private mutating func number(after key: [UInt8], _ name: String) throws(LineFault) -> UInt64 {
        guard accept(key) else { throw .wrongShape("no \(name)") }
        return try digits(name)
    }

    /// Plain decimal digits without a leading zero.
    private mutating func digits(_ name: String) throws(LineFault) -> UInt64 {
        let start = position
        while position < end, bytes[position].isDecimalDigit { position += 1 }
        guard bytes[start] != .zero || position == start + 1, let number = UInt64(digits: bytes[start..<position]) else {
            throw .wrongShape(name)
        }
        return number
    }

    private mutating func time() throws(LineFault) -> Int64 {
        guard accept(Self.atKey), position + Timestamp.length <= end,
            let time = Timestamp.milliseconds(bytes[position..<position + Timestamp.length])
        else { throw .wrongShape("at") }
        position += Timestamp.length
        return time
    }

    private mutating func text(after key: [UInt8], _ name: String) throws(LineFault) -> String {
        guard let text = try optionalText(after: key, name) else { throw .wrongShape("no \(name)") }
        return text
    }

    private mutating func optionalText(after key: [UInt8], _ name: String) throws(LineFault) -> String? {
        guard accept(key) else { return nil }
        var reader = JSONReader(bytes[position..<end])
        guard let text = try? reader.readString() else { throw .wrongShape(name) }
        position = reader.position
        return text
    }

    /// Where the content stands. Keys that this version does not know may come before it.
    private mutating func body() throws(LineFault) -> Range<Int> {
        while !accept(Self.bodyKey) {
            var reader = JSONReader(bytes[position..<end])
            guard reader.accept(.comma), (try? reader.readString()) != nil, reader.accept(.colon),
                (try? reader.skipValue()) != nil
            else { throw .wrongShape("no d") }
            position = reader.position
        }
        guard position + 1 < end, bytes[position] == .openBrace, bytes[end - 1] == .closeBrace else { throw .wrongShape("d") }
        return position..<end
    }
}
