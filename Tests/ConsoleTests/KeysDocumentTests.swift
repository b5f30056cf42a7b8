import Foundation
import Testing

@testable import Console

@Suite("docs/KEYS.md")
struct KeysDocumentTests {
    @Test("The document is what the list of keys makes; with ROLLCALL_RECORD=1 it is written anew")
    func isOfThisList() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appending(path: "docs/KEYS.md")
        let made = ConsoleKeys().markdown
        if ProcessInfo.processInfo.environment["ROLLCALL_RECORD"] == "1" {
            try made.write(to: path, atomically: true, encoding: .utf8)
            Issue.record("recorded KEYS.md; run again without ROLLCALL_RECORD")
            return
        }
        let document = try String(contentsOf: path, encoding: .utf8)
        let different = zip(document.split(separator: "\n"), made.split(separator: "\n")).first { $0 != $1 }
        #expect(document == made, "the first line that differs: \(different.map { "\($0) | \($1)" } ?? "one is longer")")
    }
}
