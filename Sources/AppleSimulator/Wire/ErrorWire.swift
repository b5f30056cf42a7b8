/// An error as the service writes it, in an error response and among an event's failures.
struct ErrorWire: Encodable, Sendable {
    struct Info: Encodable, Sendable {
        let clientUserIds: [String]
    }

    let errorNumber: Int
    let errorMessage: String
    let errorInfo: Info?

    init(_ error: ServiceError) {
        errorNumber = error.number.rawValue
        errorMessage = error.remark ?? error.number.message
        errorInfo = error.clientUserIds.isEmpty ? nil : Info(clientUserIds: error.clientUserIds)
    }
}
