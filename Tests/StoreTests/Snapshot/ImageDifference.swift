import Domain

/// The parts in which two images differ: what a failed comparison says, since an image itself is too long to be shown.
func difference(_ one: StateImage, _ other: StateImage) -> [String] {
    var parts: [String] = []
    func compare<Part: Equatable>(_ name: String, _ part: (StateImage) -> Part) {
        if part(one) != part(other) { parts.append(name) }
    }
    compare("counters") { [$0.sequence, UInt64($0.unknownEvents), UInt64($0.lastAppleRequest), UInt64($0.lastReadRequest)] }
    compare("lastEventAt") { $0.lastEventAt }
    compare("worker") { $0.worker }
    compare("sites") { $0.sites }
    compare("groups") { $0.groups }
    compare("locations") { $0.locations }
    compare("invitations") { $0.invitations }
    compare("redos") { $0.redos }
    compare("appleRequests") { $0.appleRequests }
    compare("readRequests") { $0.readRequests }
    compare("commands") { $0.commands }
    compare("decisions") { $0.userDecisions.shared }
    compare("versions") { $0.userDecisions.versions }
    compare("users") { $0.users }
    compare("recipients") { $0.recipients }
    compare("registrations") { $0.registrations }
    return parts.isEmpty && one != other ? ["something else"] : parts
}
