/// What the members of a Unix group may do, R26 (one line of section `privileges`). This version reads it and does not use it.
package struct GroupPrivileges: Hashable, Sendable {
    /// What somebody may do.
    package enum Privilege: String, CaseIterable, Hashable, Sendable {
        case view, invite, redo, assign, configure
    }

    /// The Unix group.
    package var group: String
    /// Without repetition, in the order of the file.
    package var privileges: [Privilege]
    /// Names of sites; nil for all.
    package var sites: [String]?

    private static let names = ["privileges", "sites"]

    static func list(_ section: SettingsSection) -> [GroupPrivileges] {
        section.entries.map { GroupPrivileges($0, in: section) }
    }

    private init(_ entry: SettingsNode.Entry, in section: SettingsSection) {
        group = entry.name
        privileges = []
        guard case .section = entry.value.content else {
            privileges = Self.privileges(entry.value, of: entry.name, in: section)
            return
        }
        guard let inner = section.openSection(entry) else { return }
        inner.reportUnknown(known: Self.names)
        if let list = inner.entry("privileges") {
            privileges = Self.privileges(list.value, of: "privileges", in: inner)
        } else {
            inner.reader.report(inner.place, "\(quoted(group)) needs \"privileges\"")
        }
        sites = inner.texts("sites", kind: "the name of a site or a list of them")?.map(\.text)
    }

    private static func privileges(_ node: SettingsNode, of name: String, in section: SettingsSection) -> [Privilege] {
        let words = Privilege.allCases.map(\.rawValue)
        var found: [Privilege] = []
        for (text, node) in section.texts(node, of: name, kind: "a list of privileges") ?? [] {
            guard let privilege = Privilege(rawValue: text) else {
                let question = NearestName.question(text, among: words)
                let known = question.isEmpty ? "; known are \(words.joined(separator: ", "))" : question
                section.reader.report(node.place, "unknown privilege \(quoted(text))\(known)")
                continue
            }
            if !found.contains(privilege) { found.append(privilege) }
        }
        return found
    }
}
