/// Who is told of tokens that end, R23 (section `alerts`). This version reads it and does not use it.
package struct AlertSettings: Hashable, Sendable {
    /// E-mail addresses; empty when nobody is told by mail.
    package var to: [String] = []

    static let names = ["to"]

    init() {}

    init(_ section: SettingsSection) {
        for (text, node) in section.texts("to", kind: "an e-mail address or a list of them") ?? [] {
            if isMailAddress(text) {
                to.append(text)
            } else {
                section.wrong(node, of: "to", mustBe: "an e-mail address or a list of them")
            }
        }
    }
}
