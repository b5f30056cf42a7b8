/// Why a message cannot be written at all.
struct MailProblem: Error, Hashable, Sendable {
    /// The fault is in our configuration, not in the recipient.
    var isOurs: Bool
    var reason: String
}
