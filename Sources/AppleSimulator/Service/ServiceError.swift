/// A refusal in the service's terms, or one entry of an event's failures.
struct ServiceError: Error, Equatable, Codable, Sendable {
    let number: ServiceErrorNumber
    var clientUserIds: [String] = []
    /// Replaces the number's usual text where the simulator itself is the reason.
    var remark: String?

    init(_ number: ServiceErrorNumber, clientUserIds: [String] = [], remark: String? = nil) {
        self.number = number
        self.clientUserIds = clientUserIds
        self.remark = remark
    }
}
