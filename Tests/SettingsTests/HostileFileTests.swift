import Foundation
import Testing

@testable import Settings

@Suite("Files that nobody wrote with good intent")
struct HostileFileTests {
    @Test("A file that is not there is told apart from one that cannot be read")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: SettingsError.notFound(path: "\(folder.path)/none.yaml")) {
            try RollcallSettings.load("\(folder.path)/none.yaml")
        }
        #expect(throws: SettingsError.unreadable(path: folder.path, reason: "not a regular file")) {
            try RollcallSettings.load(folder.path)
        }
    }

    @Test("A pipe that nobody writes to does not hold the program")
    func pipe() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: SettingsError.unreadable(path: path, reason: "not a regular file")) { try RollcallSettings.load(path) }
    }

    @Test("A byte that is not UTF-8 is told with its place")
    func notUTF8() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("rollcall.yaml", bytes: Array("mail:\n  host: é".utf8) + [0xFF, 0x0A])
        #expect(message(path) == "\(path):2:10: not UTF-8 from here on")
    }

    @Test("A file over 256 KiB is refused before it is parsed")
    func tooLarge() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("rollcall.yaml", String(repeating: "# padding\n", count: 30_000))
        #expect(message(path) == "\(path): larger than 256 KiB; that is no settings file")
    }

    @Test("A file of aliases that would unfold to gigabytes is refused at once")
    func aliases() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ","))]\n"
        }
        text += "? *a30\n: x\n"
        let start = ContinuousClock.now
        let folder = try TemporaryFolder()
        let path = try folder.write("rollcall.yaml", text)
        #expect(message(path)?.contains("2:10: anchors and aliases (&a0 and *a0) are not allowed") == true)
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test(
        "Nesting without end is refused, not followed",
        arguments: ["[", "{a: ", "- ", "? ", "a: [", "- [ {"])
    func nesting(piece: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("rollcall.yaml", String(repeating: piece, count: 200_000 / piece.utf8.count))
        #expect(message(path) != nil)
    }

    @Test("Random bytes give values or problems, never a trap")
    func randomBytes() {
        var generator = SeededGenerator(state: 20_26)
        let pieces = [
            "mail", ":", " ", "\n", "  ", "- ", "[", "]", "{", "}", "\"", "'", "|", ">", "#", "&a", "*b", "!", "%", "@", "?", ",",
            "port", "587", "é", "\u{FEFF}", "\t", "\r", "~", "null", "---", "...", "<<", "security", "none", "\u{85}", "\u{2028}",
        ]
        for _ in 0..<4_000 {
            let count = Int(generator.next() % 40)
            let text = (0..<count).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
            do {
                _ = try RollcallSettings.parse(text, file: "f")
            } catch {
                #expect(!error.problems.isEmpty)
            }
        }
    }

    private func message(_ path: String) -> String? {
        do {
            _ = try RollcallSettings.load(path)
            return nil
        } catch {
            return error.problems.first?.description
        }
    }
}

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 33)
    }
}
