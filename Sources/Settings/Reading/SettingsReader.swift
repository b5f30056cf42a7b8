/// Reads typed values out of nodes and collects every problem instead of stopping at the first.
///
/// A value that is wrong reads as nil, like one that is absent: the caller goes on, and ``finish()`` throws in the end.
final class SettingsReader {
    /// The file as problems name it.
    let file: String
    private var problems: [SettingsProblem] = []

    init(file: String) {
        self.file = file
    }

    /// Composes a text and gives its root as a section; an empty document is an empty section.
    /// Without known names every name is let through.
    ///
    /// - Throws: `problems` when the text is no YAML, or its root is no section.
    func root(of text: String, known names: [String]?) throws(SettingsError) -> SettingsSection {
        let document = try YAMLDocument(text: text, file: file)
        problems += document.problems
        let start = SettingsPlace(line: 1, column: 1)
        guard let root = document.root, !root.isEmpty else {
            return SettingsSection(reader: self, name: "", place: start, entries: [])
        }
        guard case .section(let entries) = root.content else {
            report(root.place, "settings are lines of the form `name: value`, not \(root.inWords)")
            throw error
        }
        let section = SettingsSection(reader: self, name: "", place: root.place, entries: entries)
        if let names { section.reportUnknown(known: names) }
        return section
    }

    /// Notes a problem.
    func report(_ place: SettingsPlace, _ sentence: String) {
        problems.append(SettingsProblem(file: file, line: place.line, column: place.column, sentence: sentence))
    }

    /// Ends the reading.
    ///
    /// - Throws: `problems` when any was noted.
    func finish() throws(SettingsError) {
        if !problems.isEmpty { throw error }
    }

    private var error: SettingsError {
        .problems(problems.sorted { ($0.line, $0.column, $0.sentence) < ($1.line, $1.column, $1.sentence) })
    }
}
