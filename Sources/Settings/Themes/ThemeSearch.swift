import Foundation
import Terminal

/// Looks for themes in folders, in the order given, and in the end in the program itself.
///
/// The caller passes the folders: `ROLLCALL_THEMES`, `$XDG_CONFIG_HOME/rollcall/themes`,
/// `<executable>/../share/rollcall/themes`, `themes/` of the checkout.
package struct ThemeSearch: Sendable {
    /// A theme file that was found.
    package struct Found: Hashable, Sendable {
        /// The file's name without its ending.
        package let name: String
        /// The file.
        package let path: String
        /// True when a folder before this one has a theme of the same name, which is the one that counts.
        package let isHidden: Bool
    }

    /// A theme and where it came from.
    package struct Loaded: Hashable, Sendable {
        package let theme: Theme
        /// The file; nil for a theme of the program itself.
        package let path: String?
        /// Why it is not the one that was asked for; nil when it is.
        package let problem: String?

        /// One line for the status line: which file was loaded, or why not.
        package var sentence: String {
            if let problem { return "theme \(theme.name), because \(problem)" }
            return path.map { "theme \(theme.name) from \($0)" } ?? "theme \(theme.name), built in"
        }
    }

    /// Where themes are looked for, first come first served; folders that do not exist count as empty.
    package let folders: [String]

    /// A search through folders.
    package init(folders: [String]) {
        self.folders = folders
    }

    /// Every theme file, folder by folder, in order of name.
    package func list() -> [Found] {
        var seen: Set<String> = []
        return folders.flatMap { folder in
            Self.files(in: folder).map { file in
                let name = Self.name(ofFile: file)
                return Found(name: name, path: "\(folder)/\(file)", isHidden: !seen.insert(name).inserted)
            }
        }
    }

    /// Loads a theme by name.
    ///
    /// - Throws: `notFound` with the name when no folder has it and it is not built in; `unreadable` and `problems` of its files.
    package func theme(named name: String) throws(SettingsError) -> Loaded {
        if let path = path(ofTheme: name) {
            let loader = ThemeLoader(find: path(ofTheme:), compiledIn: Self.compiledIn)
            return Loaded(theme: try loader.load(path: path), path: path, problem: nil)
        }
        guard let theme = Self.compiledIn(name) else { throw .notFound(path: name) }
        return Loaded(theme: theme, path: nil, problem: nil)
    }

    /// Loads a theme by name, or the built-in default together with the reason why it is not the one.
    package func themeOrDefault(named name: String) -> Loaded {
        do {
            return try theme(named: name)
        } catch {
            return Loaded(theme: .default, path: nil, problem: reason(name, error))
        }
    }

    private func reason(_ name: String, _ error: SettingsError) -> String {
        guard case .notFound = error else { return error.problems.first?.description ?? "it cannot be read" }
        let names = list().map(\.name) + ["default", "mono"]
        return "there is no theme \(quoted(name))\(NearestName.question(name, among: names))"
    }

    /// The theme of a file's path: its last part without the ending.
    static func name(ofFile path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return endings.first { file.hasSuffix($0) }.map { String(file.dropLast($0.count)) } ?? String(file)
    }

    private static let endings = [".yaml", ".yml"]

    private static func compiledIn(_ name: String) -> Theme? {
        [Theme.default, Theme.mono].first { $0.name == name }
    }

    private func path(ofTheme name: String) -> String? {
        // A name is looked up among the files that are there, so `../x` finds nothing.
        list().first { $0.name == name }?.path
    }

    private static func files(in folder: String) -> [String] {
        // A folder that does not exist or may not be read has no themes; that is no mistake of the reader of themes.
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { file in endings.contains { file.hasSuffix($0) } && !file.hasPrefix(".") }.sorted()
    }
}
