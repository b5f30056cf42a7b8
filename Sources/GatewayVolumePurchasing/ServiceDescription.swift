import Gateway

/// Apple's service configuration, as far as it is used here: limits, the invitation page, and where the calls go.
struct ServiceDescription: Sendable {
    var origin: ServiceOrigin
    var configuration: ServiceConfiguration
    /// As sent; checked when a call is about to use one.
    var addresses: [String: String]

    /// Where a call goes.
    /// - Throws: `permanent` when the service names no address, or one that the content token must not go to.
    func address(of call: ServiceCall) throws(GatewayFailure) -> String {
        guard let address = addresses[call.rawValue] else {
            throw GatewayFailure(
                .permanent, "\(origin) does not say where \"\(call.rawValue)\" is; is it the service that you mean?")
        }
        guard let (target, rest) = ServiceOrigin.split(address), target == origin, rest.hasPrefix("/"),
            !rest.contains("?"), !rest.contains("#")
        else {
            throw GatewayFailure(
                .permanent,
                "\(origin) sends \"\(call.rawValue)\" to another address: the content token was not sent there; is it the service"
                    + " that you mean?")
        }
        return address
    }
}
