import Hummingbird

/// Service config, client config and the status of events.
struct ServiceRoutes: Sendable {
    let desk: SimulatorDesk

    var routes: [Route] {
        [
            Route(method: .get, path: ServicePaths.serviceConfig, gate: .nothing) { _ in .json(await desk.serviceConfig) },
            Route(method: .get, path: ServicePaths.clientConfig) { try await clientConfig(for: $0.tokenHolder()) },
            Route(method: .post, path: ServicePaths.clientConfig, answer: changeClientConfig),
            Route(method: .get, path: ServicePaths.status, answer: status),
        ]
    }

    private func changeClientConfig(_ request: SimulatorRequest) async throws -> Response {
        let holder = try request.tokenHolder()
        let change = try request.json(ClientConfigChangeWire.self).change
        try await desk.work { (apple, _) throws(ServiceError) in try apple.configure(holder.location, with: change) }
        return await clientConfig(for: holder)
    }

    private func clientConfig(for holder: TokenHolder) async -> Response {
        .json(
            await desk.work { apple, now in
                let body = ClientConfigWire(apple.locations[holder.location].facts)
                return Envelope(body: body, common: apple.commonMembers(for: holder, at: now, alwaysWithDate: true))
            })
    }

    private func status(_ request: SimulatorRequest) async throws -> Response {
        let holder = try request.tokenHolder()
        guard let id = request.query["eventId"] else { throw ServiceError(.eventNotFound) }
        return .json(
            try await desk.work { (apple, now) throws(ServiceError) in
                let event = try apple.event(id, of: holder.location)
                return Envelope(body: EventStatusWire(event, at: now), common: apple.commonMembers(for: holder, at: now))
            })
    }
}
