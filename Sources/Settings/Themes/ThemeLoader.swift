import Terminal

/// Puts a theme together from its file and those that it inherits.
struct ThemeLoader {
    /// Gives the path of the file of a theme, by name.
    let find: (String) -> String?
    /// Gives a theme that needs no file, by name.
    let compiledIn: (String) -> Theme?

    /// The longest chain of themes that is followed.
    static let longestChain = 16

    /// Loads a theme from a file.
    ///
    /// A child's palette is laid over its parents', and then all roles are painted: who changes one colour changes it everywhere.
    ///
    /// - Throws: `notFound`, `unreadable`, `problems` in any file of the chain.
    func load(path: String) throws(SettingsError) -> Theme {
        let (files, base) = try chain(path: path)
        var palette: [String: Color] = [:]
        for file in files.reversed() { palette.merge(file.palette) { _, child in child } }
        var styles = base?.styles ?? [:]
        for file in files.reversed() {
            for (role, look) in file.roles { styles[role] = Self.style(look, palette: palette, reader: file.reader) }
        }
        for file in files { try file.reader.finish() }
        return Theme(name: files.first?.name ?? ThemeSearch.name(ofFile: path), styles: styles)
    }

    /// The file and its parents, nearest first, and the compiled-in theme at the end of the chain, if there is one.
    private func chain(path: String) throws(SettingsError) -> (files: [ThemeFile], base: Theme?) {
        var files = [try ThemeFile(path: path)]
        while let last = files.last, let parent = last.inherits {
            guard let path = find(parent.name) else {
                if let theme = compiledIn(parent.name) { return (files, theme) }
                throw stopped(last, parent.place, "inherits \(quoted(parent.name)), and there is no such theme")
            }
            if files.contains(where: { $0.path == path }) {
                let names = (files.map(\.path) + [path]).map(ThemeSearch.name(ofFile:)).joined(separator: " inherits ")
                throw stopped(last, parent.place, "themes inherit each other in a circle: \(names)")
            }
            guard files.count < Self.longestChain else {
                throw stopped(last, parent.place, "more than \(Self.longestChain) themes inherit one another")
            }
            files.append(try ThemeFile(path: path))
        }
        return (files, nil)
    }

    private func stopped(_ file: ThemeFile, _ place: SettingsPlace, _ sentence: String) -> SettingsError {
        .problems([SettingsProblem(file: file.path, line: place.line, column: place.column, sentence: sentence)])
    }

    private static func style(_ look: ThemeFile.Look, palette: [String: Color], reader: SettingsReader) -> Style {
        func color(_ written: ThemeFile.ColorText?) -> Color {
            guard let written else { return .default }
            if let color = palette[written.text] ?? Color(name: written.text) { return color }
            reader.report(written.place, ThemeFile.unknownColor(written.text, palette: Array(palette.keys)))
            return .default
        }
        return Style(color(look.foreground), on: color(look.background), look.attributes)
    }
}
