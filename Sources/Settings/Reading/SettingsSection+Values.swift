/// Typed values. Each method gives nil when the setting is absent or wrong; when it is wrong, that is noted.
extension SettingsSection {
    /// A text of at least one character, without line ends.
    func text(_ name: String) -> String? {
        guard let entry = entry(name) else { return nil }
        return text(entry.value, of: name, kind: "a text")
    }

    /// A path; nothing is opened here.
    func path(_ name: String) -> String? {
        guard let entry = entry(name) else { return nil }
        return text(entry.value, of: name, kind: "a path")
    }

    /// A list of texts, or one text, which counts as a list of one.
    func texts(_ name: String, kind: String = "a text or a list of texts") -> [(text: String, node: SettingsNode)]? {
        guard let entry = entry(name) else { return nil }
        return texts(entry.value, of: name, kind: kind)
    }

    /// The same for a value that stands in a list or under a free name.
    func texts(_ node: SettingsNode, of name: String, kind: String) -> [(text: String, node: SettingsNode)]? {
        guard case .list(let nodes) = node.content else {
            return text(node, of: name, kind: kind).map { [($0, node)] }
        }
        return nodes.compactMap { node in text(node, of: name, kind: kind).map { ($0, node) } }
    }

    /// A whole number within limits.
    func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let entry = entry(name) else { return nil }
        guard case .text(let text, isPlain: true) = entry.value.content, let number = Self.wholeNumber(text) else {
            wrong(entry, mustBe: "a whole number")
            return nil
        }
        guard range.contains(number) else {
            wrong(entry, mustBe: "from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// One of the words of an enumeration.
    func choice<Choice>(_ name: String, of type: Choice.Type) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let entry = entry(name) else { return nil }
        let words = Choice.allCases.map(\.rawValue)
        guard case .text(let text, _) = entry.value.content, let choice = Choice(rawValue: text) else {
            wrong(entry, mustBe: alternatives(words))
            return nil
        }
        return choice
    }

    /// A length of time within limits.
    func duration(_ name: String, in range: ClosedRange<SettingsDuration>) -> SettingsDuration? {
        guard let entry = entry(name) else { return nil }
        guard case .text(let text, _) = entry.value.content, let duration = SettingsDuration(text) else {
            wrong(entry, mustBe: "a length of time such as 500ms, 10s, 5m, 24h or 3d")
            return nil
        }
        guard range.contains(duration) else {
            wrong(entry, mustBe: "from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return duration
    }

    /// A host and a port.
    func address(_ name: String) -> NetworkAddress? {
        guard let entry = entry(name) else { return nil }
        guard case .text(let text, _) = entry.value.content, let address = NetworkAddress(text) else {
            wrong(entry, mustBe: "an address such as 127.0.0.1:8080 or [::1]:8080")
            return nil
        }
        return address
    }

    /// An e-mail address.
    func mailAddress(_ name: String) -> String? {
        guard let entry = entry(name) else { return nil }
        guard case .text(let text, _) = entry.value.content, isMailAddress(text) else {
            wrong(entry, mustBe: "an e-mail address")
            return nil
        }
        return text
    }

    /// A URL whose host gets nothing in clear text unless it is this machine.
    func webURL(_ name: String) -> ServiceURL? {
        guard let entry = entry(name) else { return nil }
        guard let url = url(entry, schemes: ["https", "http"]) else { return nil }
        if url.scheme == "http" && !url.isLoopback {
            reader.report(entry.value.place, "\(quoted(name)) must begin with https://; http:// is for loopback only")
            return nil
        }
        return url
    }

    /// A URL with one of the schemes.
    func url(_ entry: SettingsNode.Entry, schemes: [String]) -> ServiceURL? {
        guard case .text(let text, _) = entry.value.content, let url = ServiceURL(text, schemes: schemes) else {
            wrong(entry, mustBe: "a URL that begins with \(alternatives(schemes.map { "\($0)://" }))")
            return nil
        }
        return url
    }

    private func text(_ node: SettingsNode, of name: String, kind: String) -> String? {
        guard case .text(let text, _) = node.content, !text.isEmpty, !node.isEmpty else {
            wrong(node, of: name, mustBe: kind)
            return nil
        }
        guard !text.contains(where: \.isNewline) else {
            reader.report(node.place, "\(quoted(name)) must be one line")
            return nil
        }
        return text
    }

    private static func wholeNumber(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
