/// A call that carries the content token; the raw value is its key in the service configuration's `urls`.
enum ServiceCall: String, Sendable, CaseIterable {
    case clientConfig, getUsers, createUsers, retireUsers, getAssignments, eventStatus
}
