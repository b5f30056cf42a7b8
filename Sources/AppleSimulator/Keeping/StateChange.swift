/// One thing that changed, whole as it is afterwards.
enum StateChange: Codable, Equatable, Sendable {
    /// The root of everything derived; the first change of a state.
    case secret(Secret)
    /// Location number and what it is.
    case location(Int, LocationFacts)
    /// Location number, record number, record.
    case record(Int, Int, UserRecord)
    case event(ManagementEvent)
}
