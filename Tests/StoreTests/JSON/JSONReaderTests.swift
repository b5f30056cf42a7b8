import Store
import Testing

struct JSONReaderTests {
    private static let sample =
        #"{"user":12,"name":"Zoë \"Z\" \u00e9\ud83d\ude00","flags":[true,false,null],"#
        + #""deep":{"a":[[],{}],"n":-1.5e+3},"big":9223372036854775807}"#

    @Test("A value survives reading and writing unchanged")
    func roundTrip() throws {
        let value = try JSONValue(parsing: Array(Self.sample.utf8))
        #expect(value["name"]?.text == "Zoë \"Z\" é😀")
        #expect(value["user"]?.whole == 12)
        #expect(value["deep"]?["n"] == .number("-1.5e+3"))
        #expect(value["big"]?.whole == Int64.max)
        #expect(try JSONValue(parsing: value.bytes) == value)
    }

    @Test("Every cut of a text is refused")
    func cuts() {
        let bytes = Array(Self.sample.utf8)
        for length in 0..<bytes.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes.prefix(length))) }
        }
    }

    @Test("Flipped bits never trap, and what is still read can be written and read again")
    func flips() throws {
        let bytes = Array(Self.sample.utf8)
        for bit in 0..<bytes.count * 8 {
            var broken = bytes
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let value = try? JSONValue(parsing: broken) else { continue }
            #expect(try JSONValue(parsing: value.bytes) == value)
        }
    }

    @Test(
        "What RFC 8259 forbids is refused",
        arguments: [
            "", "{", "{}x", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "'a'", "01", "-", "1.", ".5", "+1", "1e", "0x10", "tru",
            "nul",
            "NaN", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "\"\t\"", "\"a",
            "\"\\\"",
            "[1 2]", "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "]", "[}", "\u{feff}1",
        ])
    func refusals(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test("Text that is not UTF-8 is refused, also inside a value that is skipped")
    func invalidUTF8() {
        for bytes: [UInt8] in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]] {
            var reader = JSONReader([0x22] + bytes + [0x22])
            #expect(throws: JSONError.self) { try reader.skipValue() }
        }
    }

    @Test("Nesting is limited, so that hostile input cannot use up the stack")
    func depth() throws {
        let most = JSONReader.maximumDepth
        let fits = [UInt8](repeating: 0x5b, count: most) + [UInt8](repeating: 0x5d, count: most)
        _ = try JSONValue(parsing: fits)
        #expect(throws: JSONError(.tooDeep, at: most + 1)) { try JSONValue(parsing: [UInt8](repeating: 0x5b, count: 100_000)) }
    }

    @Test("A number that does not fit its type is refused, not wrapped")
    func integerRange() throws {
        #expect(throws: JSONError.self) { try read("128", as: Int8.self) }
        #expect(try read("-128", as: Int8.self) == -128)
        #expect(throws: JSONError.self) { try read("-1", as: UInt32.self) }
        #expect(try read("18446744073709551615", as: UInt64.self) == .max)
        #expect(throws: JSONError.self) { try read("18446744073709551616", as: UInt64.self) }
        #expect(throws: JSONError.self) { try read("1.0", as: Int64.self) }
        #expect(throws: JSONError.self) { try read("1e3", as: Int64.self) }
        #expect(try read("-0", as: Int64.self) == 0)
    }

    private func read<Number: FixedWidthInteger>(_ text: String, as type: Number.Type) throws -> Number {
        var reader = JSONReader(Array(text.utf8))
        return try reader.readInteger(as: type)
    }

    @Test("A member that the caller leaves alone is skipped")
    func unknownMembers() throws {
        var reader = JSONReader(Array(#" { "x" : {"y":[1,2]} , "id" : 7 , "z" : null } "#.utf8))
        var id: Int64?
        try reader.readObject { (key, reader) throws(JSONError) in if key == "id" { id = try reader.readInteger() } }
        try reader.finish()
        #expect(id == 7)
    }
}
