/// An action that keys.yaml can give other keys.
package struct BindableAction: Hashable, Sendable {
    /// The name in the file, such as `resend`.
    package let name: String
    /// Where its keys count; nil for everywhere. Two actions may share a key only when both have a place and it differs.
    package let place: String?
    /// The keys without any file.
    package let defaultKeys: [String]

    /// Makes an action known.
    package init(name: String, place: String? = nil, defaultKeys: [String] = []) {
        self.name = name
        self.place = place
        self.defaultKeys = defaultKeys
    }

    /// True when one key cannot mean both actions.
    func meets(_ other: BindableAction) -> Bool {
        place == nil || other.place == nil || place == other.place
    }
}
