/// The keys that keys.yaml gives to actions: lines of the form `action: key` or `action: [key, key]`.
///
/// An empty list leaves an action without a key; it stays in the menu and on the command line.
package struct KeyBindings: Hashable, Sendable {
    /// Keys by the name of the action; only actions that the file names.
    package let keys: [String: [String]]

    /// The bindings without any file.
    package static let none = KeyBindings(keys: [:])

    /// Bindings of known contents.
    package init(keys: [String: [String]]) {
        self.keys = keys
    }

    /// The keys of an action: the file's, else its own.
    package func keys(of action: BindableAction) -> [String] {
        keys[action.name] ?? action.defaultKeys
    }

    /// Reads a file.
    ///
    /// - Parameter isKey: tells whether a text names a key; by default one character or a usual name.
    /// - Throws: `notFound`, `unreadable`, `problems` (unknown action, no key, two actions on one key).
    package static func load(
        _ path: String, actions: [BindableAction], isKey: ((String) -> Bool)? = nil
    ) throws(SettingsError) -> KeyBindings {
        try parse(SettingsFile.text(path: path), file: path, actions: actions, isKey: isKey)
    }

    /// Reads a text; `file` is the name that problems carry.
    ///
    /// - Throws: `problems`, as ``load(_:actions:isKey:)``.
    package static func parse(
        _ text: String, file: String, actions: [BindableAction], isKey: ((String) -> Bool)? = nil
    ) throws(SettingsError) -> KeyBindings {
        let text = try SettingsFile.text(bytes: Array(text.utf8), file: file)
        let reader = SettingsReader(file: file)
        let root = try reader.root(of: text, known: nil)
        let written = KeyBindingsReader(root: root, actions: actions, isKey: isKey ?? KeyText.isKey)
        let keys = written.read()
        try reader.finish()
        return KeyBindings(keys: keys)
    }
}
