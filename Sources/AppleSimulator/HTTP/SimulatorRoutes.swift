import Hummingbird

/// All that the simulator answers: a table of routes, looked up by path and method.
struct SimulatorRoutes: Sendable {
    private static let maxBodyBytes = 1 << 20

    private let desk: SimulatorDesk
    private let routes: [String: [Route]]

    init(desk: SimulatorDesk) {
        self.desk = desk
        let all =
            ServiceRoutes(desk: desk).routes + UserRoutes(desk: desk).routes + ContentRoutes(desk: desk).routes
            + InvitationRoutes(desk: desk).routes + SimulationRoutes(desk: desk).routes
        routes = Dictionary(grouping: all, by: \.path)
    }

    /// Answers every request; what goes wrong becomes an error in the service's own form.
    func respond(to request: Request) async -> Response {
        do {
            return try await answer(request)
        } catch let error as ServiceError {
            return .refusal(error)
        } catch {
            return .refusal(ServiceError(.internalError))
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        guard let candidates = routes[request.uri.path] else { return .refusal("there is nothing at this path", status: 404) }
        guard let route = candidates.first(where: { $0.method == request.method }) else {
            return wrongMethod(allowed: candidates.map(\.method))
        }
        // The body is taken in first: an answer before it would leave the connection out of step.
        let body = try await bodyBytes(of: request)
        let holder = route.gate == .contentToken ? try await desk.admit(request.headers[.authorization]) : nil
        let query = Dictionary(
            request.uri.queryParameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { first, _ in first })
        return try await route.answer(
            SimulatorRequest(query: query, contentType: request.headers[.contentType] ?? "", body: body, holder: holder))
    }

    private func wrongMethod(allowed: [HTTPRequest.Method]) -> Response {
        var response = Response.refusal(ServiceError(.methodNotSupported))
        response.headers[.allow] = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return response
    }

    private func bodyBytes(of request: Request) async throws(ServiceError) -> [UInt8] {
        var request = request
        do {
            return Array(buffer: try await request.collectBody(upTo: Self.maxBodyBytes))
        } catch {
            throw ServiceError(.invalidArgument, remark: "The request could not be read, or is larger than one megabyte.")
        }
    }
}
