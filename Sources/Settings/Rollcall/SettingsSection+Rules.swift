/// Rules that several sections share.
extension SettingsSection {
    /// A host name or address without a port.
    func host(_ name: String) -> String? {
        guard let entry = entry(name) else { return nil }
        guard case .text(let text, _) = entry.value.content else {
            wrong(entry, mustBe: "a host name or an address")
            return nil
        }
        let isBareIPv6 = text.contains("::") && !text.contains("[")
        guard let parts = HostText(isBareIPv6 ? "[\(text)]" : text[...]), parts.port == nil else {
            wrong(entry, mustBe: "a host name or an address, without a port")
            return nil
        }
        return parts.host
    }

    /// Notes when one of two settings stands without the other.
    func requireBoth(_ first: String, _ second: String) {
        guard has(first) != has(second) else { return }
        let (present, absent) = has(first) ? (first, second) : (second, first)
        reader.report(place(of: present), "\"\(present)\" needs \"\(absent)\" beside it")
    }

    /// Notes when a setting without which the section says nothing is absent.
    func require(_ name: String) {
        if !has(name) { reader.report(place, "\"\(self.name)\" needs \"\(name)\"") }
    }
}
