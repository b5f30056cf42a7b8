import Hummingbird

/// Assets and assignments of a location that has none: reading says so truthfully, writing is refused.
struct ContentRoutes: Sendable {
    let desk: SimulatorDesk

    var routes: [Route] {
        let writing = [ServicePaths.associateAssets, ServicePaths.disassociateAssets, ServicePaths.revokeAssets]
        return [
            Route(method: .get, path: ServicePaths.assets, answer: assets),
            Route(method: .get, path: ServicePaths.assignments, answer: assignments),
        ]
            + writing.map { path in
                Route(method: .post, path: path) { _ in
                    throw ServiceError(.invalidArgument, remark: "This simulator has no content yet.")
                }
            }
    }

    private func assets(_ request: SimulatorRequest) async throws -> Response {
        // `sinceVersionId` does not exist for assets: whoever sends it gets the full list.
        let page = PageRequest(index: try request.page().index)
        let (found, common) = try await emptyPage(of: "assets", page, for: request.tokenHolder())
        return .json(Envelope(body: AssetsPageWire(found), common: common))
    }

    private func assignments(_ request: SimulatorRequest) async throws -> Response {
        let (found, common) = try await emptyPage(of: "assignments", request.page(), for: request.tokenHolder())
        return .json(Envelope(body: AssignmentsPageWire(found), common: common))
    }

    private func emptyPage(
        of collection: String, _ page: PageRequest, for holder: TokenHolder
    ) async throws(ServiceError) -> (Page<ContentWire>, CommonMembers) {
        try await desk.work { (apple, now) throws(ServiceError) in
            let found: Page<ContentWire> = try apple.emptyPage(of: collection, page, at: holder.location)
            return (found, apple.commonMembers(for: holder, at: now))
        }
    }
}
