import Foundation

/// An Apple Account: a name that a person signs in with, and who owns it.
struct AppleAccount: Hashable, Sendable {
    /// Lower-cased, without surrounding blanks.
    let name: String

    /// Reads a name as typed; nil when it cannot be one (empty, longer than 254 characters, control characters or blanks inside).
    init?(_ text: String) {
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        guard !name.isEmpty, name.unicodeScalars.count <= 254 else { return nil }
        let unusable = CharacterSet.whitespacesAndNewlines.union(.controlCharacters)
        guard name.unicodeScalars.allSatisfy({ !unusable.contains($0) }) else { return nil }
        self.name = name
    }

    /// What follows the `@`; nil for accounts that are not addresses (telephone numbers).
    var domain: Substring? {
        guard let at = name.lastIndex(of: "@") else { return nil }
        let domain = name[name.index(after: at)...]
        return at == name.startIndex || domain.isEmpty ? nil : domain
    }
}

/// Which Apple Accounts are Managed Apple Accounts of the organisation. All others are personal or somebody else's.
struct ManagedAccountRule: Sendable {
    private let domains: Set<String>

    /// With domains: exactly those, whatever the case. Without: every domain whose name contains "appleid".
    init(domains: [String]) {
        self.domains = Set(domains.map { $0.lowercased() })
    }

    func belongsToOrganisation(_ account: AppleAccount) -> Bool {
        guard let domain = account.domain else { return false }
        return domains.isEmpty ? domain.contains("appleid") : domains.contains(String(domain))
    }
}
