import Foundation
import Testing

@Suite("The house: who may import whom")
struct ImportTests {
    @Test("Every room has a row in the table, and every row a room")
    func everyRoomIsListed() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: House.root.appending(path: "Sources").path)
        let rooms = Set(folders.filter { !$0.hasPrefix("C") || $0 == "CLI" || $0 == "Columns" || $0 == "Console" })
        #expect(rooms == Set(House.rooms.keys))
        #expect(Set(House.outside.keys) == Set(House.rooms.keys))
    }

    @Test("A room imports only what the table allows", arguments: House.rooms.keys.sorted())
    func importsOnlyWhatIsAllowed(_ room: String) throws {
        let allowed = (House.rooms[room] ?? []).union(House.outside[room] ?? [])
        let files = House.swiftFiles(below: "Sources/\(room)")
        #expect(!files.isEmpty)
        for file in files {
            for (module, line) in try House.imports(of: file) {
                #expect(allowed.contains(module), "\(House.path(file)):\(line) imports \(module)")
            }
        }
    }

    @Test("The command line touches the store only in its store verbs")
    func storeVerbsOnly() throws {
        for file in House.swiftFiles(below: "Sources/CLI") where !House.path(file).contains("CLI/StoreVerbs/") {
            for (module, line) in try House.imports(of: file) {
                #expect(module != "Store", "\(House.path(file)):\(line) imports Store")
            }
        }
    }

    @Test("Only Settings knows Yams, only the rooms of the web know Hummingbird")
    func oneRoomForADependency() throws {
        for file in House.swiftFiles(below: "Sources") {
            let modules = Set(try House.imports(of: file).map(\.module))
            if modules.contains("Yams") { #expect(House.path(file).hasPrefix("Sources/Settings/")) }
            if modules.contains("Hummingbird") {
                #expect(House.path(file).hasPrefix("Sources/Portal/") || House.path(file).hasPrefix("Sources/AppleSimulator/"))
            }
        }
    }

    @Test("The import reader sees attributes, access levels and kinds")
    func readsImports() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "imports-\(UUID().uuidString).swift")
        defer { try? FileManager.default.removeItem(at: file) }
        try "import Foundation\n@testable import Domain\npackage import Store\nimport struct Glibc.stat\n// import Yams\n"
            .write(to: file, atomically: true, encoding: .utf8)
        #expect(try House.imports(of: file).map(\.module) == ["Foundation", "Domain", "Store", "Glibc"])
    }
}
