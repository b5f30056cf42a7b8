import CLI
import Foundation

/// Where things lie on this host: the store, its configuration, themes, and what belongs to one person.
struct Places: Sendable {
    private let environment: [String: String]
    private let home: String

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
        self.home = environment["HOME"] ?? NSHomeDirectory()
    }

    /// `--store`, else `ROLLCALL_STORE`, else `/var/lib/rollcall` when it exists, else `$XDG_DATA_HOME/rollcall`.
    func store(_ options: HostOptions) -> String {
        if let store = options.store ?? environment["ROLLCALL_STORE"], !store.isEmpty { return absolute(store) }
        if FileManager.default.fileExists(atPath: "/var/lib/rollcall") { return "/var/lib/rollcall" }
        return folder("XDG_DATA_HOME", else: ".local/share") + "/rollcall"
    }

    /// The configuration file that was asked for, or the first usual one that exists; nil means defaults.
    func configuration(_ options: HostOptions) -> String? {
        if let file = options.configuration ?? environment["ROLLCALL_CONFIG"], !file.isEmpty { return absolute(file) }
        let usual = [store(options) + "/rollcall.yaml", "/etc/rollcall/rollcall.yaml"]
        return usual.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// Folders of themes, the first that has a name wins.
    var themes: [String] {
        let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        var folders = [environment["ROLLCALL_THEMES"], personal + "/themes"].compactMap { $0 }
        folders.append(executable.appending(path: "../share/rollcall/themes").standardizedFileURL.path)
        // A checkout: the executable lies in .build/<configuration>/.
        var above = executable
        for _ in 0..<4 {
            above.deleteLastPathComponent()
            let themes = above.appending(path: "themes").path
            if FileManager.default.fileExists(atPath: above.appending(path: "Package.swift").path) { folders.append(themes) }
        }
        return folders
    }

    /// Keys and theme of this person.
    var personal: String { folder("XDG_CONFIG_HOME", else: ".config") + "/rollcall" }
    /// The session and the crash breadcrumb of this person.
    var state: String { folder("XDG_STATE_HOME", else: ".local/state") + "/rollcall" }

    private func folder(_ variable: String, else usual: String) -> String {
        if let folder = environment[variable], folder.hasPrefix("/") { return folder }
        return home + "/" + usual
    }

    private func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
}
