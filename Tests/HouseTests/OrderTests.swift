import Foundation
import Testing

@Suite("The house: order")
struct OrderTests {
    @Test("Nothing is forced, trapped without a sentence, or left for later")
    func nothingIsForced() throws {
        let forbidden = ["try!", "fatalError(", "TODO", "FIXME"]
        for file in House.swiftFiles(below: "Sources") {
            for (index, line) in try House.lines(of: file).enumerated() {
                for word in forbidden where line.contains(word) {
                    Issue.record("\(House.path(file)):\(index + 1) holds \(word)")
                }
            }
        }
    }

    @Test("A file name occurs once in a room")
    func fileNamesAreUnique() {
        for room in House.rooms.keys.sorted() {
            let names = House.swiftFiles(below: "Sources/\(room)").map(\.lastPathComponent)
            #expect(Set(names).count == names.count, "\(room)")
        }
    }

    @Test("Every type and function that other rooms use says what it is")
    func packageDeclarationsAreDocumented() throws {
        let declaration = #/^(package|public) (final class|class|struct|enum|protocol|actor)\s/#
        for file in House.swiftFiles(below: "Sources") {
            let lines = try House.lines(of: file)
            for (index, line) in lines.enumerated() where line.contains(declaration) {
                var above = index - 1
                while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
                #expect(above >= 0 && lines[above].hasPrefix("///"), "\(House.path(file)):\(index + 1)")
            }
        }
    }

    @Test("Links between the documents lead somewhere")
    func documentLinksLead() throws {
        let link = /\]\(([^)#:]+)(#[^)]*)?\)/
        let docs = (try? FileManager.default.contentsOfDirectory(atPath: House.root.appending(path: "docs").path)) ?? []
        let files = ["README.md"] + docs.filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
        for file in files {
            let url = House.root.appending(path: file)
            for match in try String(contentsOf: url, encoding: .utf8).matches(of: link) {
                let target = url.deletingLastPathComponent().appending(path: String(match.1))
                #expect(FileManager.default.fileExists(atPath: target.path), "\(file): \(match.1)")
            }
        }
    }

    @Test("Nothing of the project names what lies outside it")
    func namesNothingOutside() throws {
        let words = ["/work/" + "shared", "../" + "shared", "/work/" + ".library"]
        for folder in ["Sources", "Tests", "docs"] {
            let files = FileManager.default.enumerator(at: House.root.appending(path: folder), includingPropertiesForKeys: nil)
            for case let file as URL in files ?? .init() where ["swift", "md", "py", "c", "h", "sh"].contains(file.pathExtension)
            {
                let text = try String(contentsOf: file, encoding: .utf8)
                for word in words { #expect(!text.contains(word), "\(House.path(file)) names \(word)") }
            }
        }
    }
}
