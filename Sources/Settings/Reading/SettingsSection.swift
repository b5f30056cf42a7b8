/// Named settings at one level of a file.
struct SettingsSection {
    let reader: SettingsReader
    /// The dotted name, empty for the root.
    let name: String
    let place: SettingsPlace
    let entries: [SettingsNode.Entry]

    /// The value of a setting and where its name stands; nil when it is absent.
    func entry(_ name: String) -> SettingsNode.Entry? {
        entries.first { $0.name == name }
    }

    /// Where a setting is named, or where the section begins when it is absent.
    func place(of name: String) -> SettingsPlace {
        entry(name)?.place ?? place
    }

    /// True when the setting is written, rightly or wrongly.
    func has(_ name: String) -> Bool {
        entry(name) != nil
    }

    /// Notes every setting that is not among the known ones, with the nearest known name.
    func reportUnknown(known: [String]) {
        for entry in entries where !known.contains(entry.name) {
            let question = NearestName.question(entry.name, among: known)
            reader.report(entry.place, "unknown setting \(quoted(entry.name))\(question)")
        }
    }

    /// Reads a section within this one; nil when it is absent or wrong.
    func section(_ name: String, known: [String]) -> SettingsSection? {
        guard let entry = entry(name) else { return nil }
        guard let section = openSection(entry) else { return nil }
        section.reportUnknown(known: known)
        return section
    }

    /// Reads a section whose names are free.
    func openSection(_ entry: SettingsNode.Entry) -> SettingsSection? {
        if case .section(let entries) = entry.value.content, !entries.isEmpty {
            let dotted = name.isEmpty ? entry.name : "\(name).\(entry.name)"
            return SettingsSection(reader: reader, name: dotted, place: entry.place, entries: entries)
        }
        if entry.value.isEmpty || entry.value.content == .section([]) {
            reader.report(entry.place, "\(quoted(entry.name)) is empty; set something in it, or remove it")
        } else {
            wrong(entry, mustBe: "a section of settings")
        }
        return nil
    }

    /// Notes that a setting should be something else.
    func wrong(_ entry: SettingsNode.Entry, mustBe kind: String) {
        wrong(entry.value, of: entry.name, mustBe: kind)
    }

    /// Notes that one value of a setting should be something else.
    func wrong(_ node: SettingsNode, of name: String, mustBe kind: String) {
        reader.report(node.place, "\(quoted(name)) must be \(kind), not \(node.inWords)")
    }
}
