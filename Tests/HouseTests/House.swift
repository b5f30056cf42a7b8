import Foundation

/// The checkout that these tests stand in, and which room may import what (docs/ARCHITECTURE.md).
enum House {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The rooms of ours that each room may import.
    static let rooms: [String: Set<String>] = [
        "Columns": ["CBytes"],
        "Domain": ["Columns"],
        "Gateway": ["Domain"],
        "Terminal": [],
        "Store": ["CBytes", "Columns", "Domain"],
        "Engine": ["Domain", "Gateway", "Store"],
        "Exchange": ["Domain"],
        "Settings": ["Terminal"],
        "TerminalNcurses": ["CNcurses", "Terminal"],
        "Console": ["Columns", "Domain", "Engine", "Terminal"],
        "Portal": ["Domain", "Engine"],
        "CLI": ["Columns", "Domain", "Engine", "Exchange", "Store"],
        "BlockingWork": [],
        "GatewayMail": ["BlockingWork", "CCurl", "Domain", "Gateway"],
        "GatewayVolumePurchasing": ["BlockingWork", "CCurl", "Domain", "Gateway"],
        "AppleSimulator": [],
        "rollcall": [
            "AppleSimulator", "CLI", "Console", "Domain", "Engine", "Exchange", "Gateway", "GatewayMail",
            "GatewayVolumePurchasing", "Portal", "Settings", "Store", "Terminal", "TerminalNcurses",
        ],
    ]

    /// What each room may import from outside the project; `Swift` is everybody's.
    static let outside: [String: Set<String>] = [
        "Columns": [],
        "Domain": ["HashTreeCollections"],
        "Gateway": [],
        "Terminal": [],
        "Store": ["Crypto", "Dispatch", "Foundation", "Glibc", "Synchronization"],
        "Engine": ["Glibc", "Synchronization"],
        "Exchange": ["Foundation", "Glibc"],
        "Settings": ["Foundation", "Glibc", "Yams"],
        "TerminalNcurses": ["Glibc", "Synchronization"],
        "Console": ["Synchronization"],
        "Portal": ["Foundation", "Hummingbird", "HTTPTypes", "Logging", "NIOCore", "ServiceLifecycle", "Synchronization"],
        "CLI": ["ArgumentParser", "Foundation", "Glibc", "Synchronization"],
        "BlockingWork": ["Foundation", "Synchronization"],
        "GatewayMail": ["Foundation", "Glibc", "Synchronization"],
        "GatewayVolumePurchasing": ["Foundation", "Glibc", "Synchronization"],
        "AppleSimulator": ["Crypto", "Foundation", "Glibc", "Hummingbird", "Logging", "ServiceLifecycle", "Synchronization"],
        "rollcall": ["ArgumentParser", "Foundation", "Glibc", "Logging", "ServiceLifecycle", "Synchronization"],
    ]

    static func swiftFiles(below folder: String) -> [URL] {
        let files = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
    }

    static func lines(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    }

    static func path(_ file: URL) -> String { String(file.path.dropFirst(root.path.count + 1)) }

    /// The modules that a file imports, with their lines: attributes and access levels before `import` and kinds behind it
    /// are allowed.
    static func imports(of file: URL) throws -> [(module: String, line: Int)] {
        try lines(of: file).enumerated().compactMap { index, line in
            let words = line.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "import"), place <= 2, place + 1 < words.count,
                words[..<place].allSatisfy({ $0.hasPrefix("@") || ["package", "public", "internal", "private"].contains($0) })
            else { return nil }
            let kinds = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
            let name = kinds.contains(words[place + 1]) && place + 2 < words.count ? words[place + 2] : words[place + 1]
            return (String(name.prefix { $0 != "." }), index + 1)
        }
    }
}
