import Store
import Testing

struct JSONFieldsTests {
    @Test("What the writer wrote is found again by key")
    func roundTrip() throws {
        let bytes = JSONWriter.object { writer in
            writer.field("invitation", UInt32(12))
            writer.field("name", "Tab\tQuote\" Back\\ é\u{7f}\u{85}")
            writer.field("reason", ifPresent: nil as String?)
            writer.field("at", ifPresent: Int64(-5))
            writer.field("force", ifTrue: true)
            writer.field("quiet", ifTrue: false)
            writer.field("users", integers: [1, 2, UInt32.max])
            writer.field("code", base64: [0, 255, 7, 9])
            writer.field("scope") { $0.field("all", true) }
            writer.field("rows", each: [(1, "a"), (2, "b")]) { writer, row in
                writer.object {
                    $0.field("id", row.0)
                    $0.field("label", row.1)
                }
            }
        }
        let fields = try JSONFields(bytes[...])
        #expect(try fields.integer("invitation", as: UInt32.self) == 12)
        #expect(try fields.string("name") == "Tab\tQuote\" Back\\ é\u{7f}\u{85}")
        #expect(try fields.optionalString("reason") == nil)
        #expect(try fields.optionalInteger("at", as: Int64.self) == -5)
        #expect(try fields.flag("force"))
        #expect(try !fields.flag("quiet"))
        #expect(try fields.integers("users", as: UInt32.self) == [1, 2, .max])
        #expect(try fields.base64("code") == [0, 255, 7, 9])
        #expect(try fields.object("scope").flag("all"))
        let rows = try fields.list("rows") { (reader) throws(JSONError) in
            let row = try JSONFields(from: &reader)
            return "\(try row.integer("id", as: Int.self))\(try row.string("label"))"
        }
        #expect(rows == ["1a", "2b"])
    }

    @Test("The writer leaves no control character raw, so that a record can be shown on a terminal")
    func noControlCharacters() throws {
        let everything = String(String.UnicodeScalarView((0..<0x100).compactMap { Unicode.Scalar(UInt32($0)) }))
        let bytes = JSONWriter.object { $0.field("text", everything) }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(try JSONFields(bytes[...]).string("text") == everything)
    }

    @Test("A missing key and a value of the wrong kind are named")
    func missing() throws {
        let fields = try JSONFields(Array(#"{"a":"x","b":null}"#.utf8)[...])
        #expect(throws: JSONError.self) { try fields.integer("a", as: Int.self) }
        #expect(throws: JSONError.self) { try fields.string("b") }
        let error = #expect(throws: JSONError.self) { try fields.string("c") }
        #expect(error?.reason == .missingKey("c"))
    }

    @Test("Base64 is read only in the one form in which it is written")
    func base64() {
        for length in 0..<40 {
            let content = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 200) }
            var text: [UInt8] = []
            text.appendBase64(content)
            #expect([UInt8](base64: text) == content)
        }
        for wrong in ["A", "AAA", "AA=A", "AB==", "A===", "====", "AA\n=", "AA-_"] { #expect([UInt8](base64: wrong.utf8) == nil) }
    }
}
