import Terminal

/// One theme file as written: its own palette and roles, not yet those that it inherits.
///
/// ```yaml
/// name: dusk
/// inherits: default
/// palette: {calm: "#8fbcbb"}
/// roles:
///   state.accepted: {fg: calm, modifiers: [bold]}
///   border: 240
/// ```
struct ThemeFile {
    /// A colour as written, with its place, because only the whole chain's palette tells what it means.
    struct ColorText {
        let text: String
        let place: SettingsPlace
    }

    /// How one role looks, as written.
    struct Look {
        var foreground: ColorText?
        var background: ColorText?
        var attributes: Attributes = []
    }

    let path: String
    /// What the file calls itself, else nil.
    let name: String?
    /// The theme whose roles and palette this one takes over, and where it says so.
    let inherits: (name: String, place: SettingsPlace)?
    let palette: [String: Color]
    let roles: [ThemeRole: Look]
    /// Collects what is found wrong later on.
    let reader: SettingsReader

    /// Reads a file; mistakes in it wait in `reader`.
    ///
    /// - Throws: `notFound`, `unreadable`, `problems` when the text is no YAML at all.
    init(path: String) throws(SettingsError) {
        try self.init(text: SettingsFile.text(path: path), path: path)
    }

    /// Reads a text.
    init(text: String, path: String) throws(SettingsError) {
        reader = SettingsReader(file: path)
        let root = try reader.root(of: text, known: ["name", "inherits", "palette", "roles"])
        self.path = path
        name = root.text("name")
        let parent = root.text("inherits")
        inherits = parent.flatMap { name in root.entry("inherits").map { (name, $0.value.place) } }
        palette = root.entry("palette").flatMap { root.openSection($0) }.map(Self.palette) ?? [:]
        roles = root.entry("roles").flatMap { root.openSection($0) }.map(Self.roles) ?? [:]
    }

    private static func palette(_ section: SettingsSection) -> [String: Color] {
        var palette: [String: Color] = [:]
        for entry in section.entries {
            guard let written = color(entry, in: section) else { continue }
            if let color = Color(name: written.text) {
                palette[entry.name] = color
            } else {
                section.reader.report(written.place, unknownColor(written.text, palette: []))
            }
        }
        return palette
    }

    private static func roles(_ section: SettingsSection) -> [ThemeRole: Look] {
        var roles: [ThemeRole: Look] = [:]
        for entry in section.entries {
            guard let role = ThemeRole(rawValue: entry.name) else {
                let question = NearestName.question(entry.name, among: ThemeRole.allCases.map(\.rawValue))
                section.reader.report(entry.place, "unknown role \(quoted(entry.name))\(question)")
                continue
            }
            roles[role] = look(entry, in: section)
        }
        return roles
    }

    private static func look(_ entry: SettingsNode.Entry, in section: SettingsSection) -> Look {
        guard case .section(let entries) = entry.value.content else {
            return Look(foreground: color(entry, in: section))
        }
        let inner = SettingsSection(reader: section.reader, name: entry.name, place: entry.place, entries: entries)
        inner.reportUnknown(known: ["fg", "bg", "modifiers"])
        return Look(
            foreground: inner.entry("fg").flatMap { color($0, in: inner) },
            background: inner.entry("bg").flatMap { color($0, in: inner) },
            attributes: attributes(inner))
    }

    private static func attributes(_ section: SettingsSection) -> Attributes {
        var attributes: Attributes = []
        for (word, node) in section.texts("modifiers", kind: "a modifier or a list of modifiers") ?? [] {
            guard let attribute = Attributes(name: word) else {
                let names = Attributes.names.map(\.name)
                let question = NearestName.question(word, among: names)
                let known = question.isEmpty ? "; known are \(names.joined(separator: ", "))" : question
                section.reader.report(node.place, "unknown modifier \(quoted(word))\(known)")
                continue
            }
            attributes.insert(attribute)
        }
        return attributes
    }

    private static func color(_ entry: SettingsNode.Entry, in section: SettingsSection) -> ColorText? {
        if entry.value.isEmpty {
            // An unquoted #8fbcbb is a comment to YAML, and the value is empty.
            let sentence = "\(quoted(entry.name)) has no colour; one such as \"#8fbcbb\" must stand in quotes"
            section.reader.report(entry.place, sentence)
            return nil
        }
        guard case .text(let text, _) = entry.value.content else {
            section.wrong(entry, mustBe: "a colour")
            return nil
        }
        return ColorText(text: text, place: entry.value.place)
    }

    static func unknownColor(_ text: String, palette: [String]) -> String {
        let question = NearestName.question(text, among: palette.sorted() + Color.names + ["default"])
        let known = question.isEmpty ? "; write a name, 0 to 255, \"#RRGGBB\" or default" : question
        return "unknown colour \(quoted(text))\(known)"
    }
}
