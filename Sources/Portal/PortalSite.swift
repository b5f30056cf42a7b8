import Domain
import Engine
import Hummingbird
import Logging

/// All that the portal answers: the front page, personal links, the way to Apple, and whether it is well.
///
/// It reads projections and holds no rule. What a link is worth is the domain's word; that it was opened is one small command.
///
/// A link counts as opened when its page was fetched with GET. Some mail systems fetch every link of a mail before its reader
/// does, with GET and with the headers of a browser: such an opening cannot be told from the person's, and is recorded, too.
/// It is therefore never taken for acceptance (R14). Requests with HEAD, and fetching ahead that a browser declares, do not
/// count.
package struct PortalSite: Sendable {
    private static let longestTarget = 1_024

    private let engine: Engine
    private let links: PersonalLinkDesk
    private let organisation: OrganisationName
    private let logger: Logger
    let recorder: OpeningRecorder

    /// A site over an engine; `organisation` is named where no location is known, or has none.
    package init(engine: Engine, organisation: String? = nil, logger: Logger) {
        self.engine = engine
        self.logger = logger
        self.organisation = OrganisationName(organisation)
        links = PersonalLinkDesk(engine: engine, logger: logger)
        recorder = OpeningRecorder(engine, logger)
    }

    /// Answers every request, and logs it by its route: never by its path, which can hold a token.
    package func respond(to request: Request) async -> Response {
        let target = request.head.path ?? "/"
        let route = PortalRoute(target: target)
        let response = await answer(request, target, route)
        let isKnown = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"].contains(request.method.rawValue)
        logger.info("\(isKnown ? request.method.rawValue : "(other)") \(route.template) \(response.status.code)")
        return response
    }

    private func answer(_ request: Request, _ target: String, _ route: PortalRoute) async -> Response {
        let response = await content(request, target, route)
        let whole = request.method == .head ? response.headOnly : response
        return Self.bringsBody(request) ? whole.last : whole
    }

    private func content(_ request: Request, _ target: String, _ route: PortalRoute) async -> Response {
        guard target.utf8.count <= Self.longestTarget else { return .page(.addressTooLong) }
        guard route.methods.contains(request.method.rawValue) else {
            var response = Response.page(.methodNotAllowed)
            response.headers[.allow] = route.methods.joined(separator: ", ")
            return response
        }
        guard !Self.bringsBody(request) else { return .page(.tooMuchSent) }
        switch route {
        case .home: return .page(.home(organisation))
        case .health: return health
        case .link(let token): return link(token, isOpening: Self.isOpening(request))
        case .go(let token): return await go(token)
        case .noLink: return .page(.unknown(organisation))
        case .nothing: return .page(.nothingHere)
        }
    }

    private func link(_ token: String, isOpening: Bool) -> Response {
        let projection = engine.projection
        let finding = links.look(token, projection)
        guard case .open(let link) = finding else { return .page(closed(finding)) }
        if isOpening { recorder.note(link, in: projection.state) }
        let name = links.organisation(of: link, projection.state)
        return .page(.open(token: token, OrganisationName(name, organisation.text)))
    }

    private func go(_ token: String) async -> Response {
        let projection = engine.projection
        let finding = links.look(token, projection)
        guard case .open(let link) = finding else { return .page(closed(finding)) }
        guard let address = await links.destination(of: link, projection) else { return .page(.notNow(organisation)) }
        return .seeOther(address)
    }

    /// These pages name the site's own organisation, never that of the link: they say nothing of whom it belongs to.
    private func closed(_ finding: PersonalLinkDesk.Finding) -> PortalPage {
        switch finding {
        case .used: .used(organisation)
        case .ended: .ended(organisation)
        case .notReady: .notReady(organisation)
        case .unknown: .unknown(organisation)
        case .open, .cannotKnow: .notNow(organisation)
        }
    }

    /// Who delivers, and whether facts can be written; nobody's name.
    private var health: Response {
        let projection = engine.projection
        let deliverer =
            switch projection.deliverer {
            case .service: "service"
            case .thisProcess: "this process"
            case .other: "another process"
            case .nobody: "nobody"
            }
        return .json(#"{"status":"ok","delivers":"\#(deliverer)","records":\#(projection.readOnly == nil)}"# + "\n")
    }

    private static func isOpening(_ request: Request) -> Bool {
        guard request.method == .get else { return false }
        return request.headers[.secPurpose]?.contains("prefetch") != true
    }

    private static func bringsBody(_ request: Request) -> Bool {
        request.headers[.transferEncoding] != nil || (request.headers[.contentLength].map { $0 != "0" } ?? false)
    }
}
