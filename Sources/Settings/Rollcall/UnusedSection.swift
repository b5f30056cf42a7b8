/// A setting that is read and checked, and that this version does not act upon.
package struct UnusedSection: Hashable, Sendable {
    /// The dotted name, such as `directory` or `portal.key-file`.
    package let name: String
    /// Line of the name, from 1.
    package let line: Int
    /// Column of the name, from 1.
    package let column: Int

    /// What a program says about it.
    package var sentence: String {
        "\"\(name)\" is read and checked, but this version does not use it yet"
    }

    private static let names = [
        "portal.certificate-file", "portal.key-file", "directory", "device-management", "alerts", "privileges",
    ]

    /// Those that a file sets, in its order.
    static func list(_ root: SettingsSection) -> [UnusedSection] {
        let found = names.compactMap { name -> (name: String, place: SettingsPlace)? in
            let parts = name.split(separator: ".").map(String.init)
            guard let entry = root.entry(parts[0]) else { return nil }
            guard parts.count == 2 else { return (name, entry.place) }
            guard case .section(let entries) = entry.value.content else { return nil }
            return entries.first { $0.name == parts[1] }.map { (name, $0.place) }
        }
        return found.sorted { $0.place < $1.place }
            .map { UnusedSection(name: $0.name, line: $0.place.line, column: $0.place.column) }
    }
}
