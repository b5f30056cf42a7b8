import Domain
import Engine
import Hummingbird
import Logging

/// All that the portal answers: the front page, personal links, the way to Apple, the wish for a new mail, its own health.
///
/// It reads projections and holds no rule. What a link is worth is the domain's word; that it was opened, or a new
/// mail asked for, is one small command.
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
    let recorder: LinkRecorder

    /// A site over an engine; `organisation` is named where no location is known, or has none.
    package init(engine: Engine, organisation: String? = nil, logger: Logger) {
        self.engine = engine
        self.logger = logger
        self.organisation = OrganisationName(organisation)
        links = PersonalLinkDesk(engine: engine, logger: logger)
        recorder = LinkRecorder(engine, logger)
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
        case .mail(let token): return mail(token, isAsked: Self.isAsked(request))
        case .noLink: return .page(.unknown(organisation))
        case .nothing: return .page(.nothingHere)
        }
    }

    private func link(_ token: String, isOpening: Bool) -> Response {
        let projection = engine.projection
        let finding = links.look(token, projection)
        guard case .open(let link) = finding else { return .page(closed(finding, mail: "\(token)/mail")) }
        if isOpening, projection.state.isFirstOpening(link.key) { recorder.note(.opened(link)) }
        let name = links.organisation(of: link, projection.state)
        return .page(.open(token: token, OrganisationName(name, organisation.text)))
    }

    private func go(_ token: String) async -> Response {
        let projection = engine.projection
        let finding = links.look(token, projection)
        guard case .open(let link) = finding else { return .page(closed(finding, mail: "mail")) }
        guard let address = await links.destination(of: link, projection) else { return .page(.notNow(organisation)) }
        return .seeOther(address)
    }

    /// R11: the wish for a new mail has one answer for every token, in the same time: whether there is anybody to send to is
    /// looked at later. Where it is not asked by the button of the page itself, that page is the answer.
    private func mail(_ token: String, isAsked: Bool) -> Response {
        guard isAsked else { return .seeOther("../\(token)") }
        // Whoever asks, nothing could be sent.
        guard engine.projection.readOnly == nil else { return .page(.notNow(organisation)) }
        if let link = try? links.link(token) { recorder.note(.askedForMail(link)) }
        return .page(.asked(organisation))
    }

    /// These pages name the site's own organisation, never that of the link: they say nothing of whom it belongs to.
    ///
    /// - Parameter mail: where a new mail is asked for, relative to the address of the page.
    private func closed(_ finding: PersonalLinkDesk.Finding, mail: String) -> PortalPage {
        switch finding {
        case .used: .used(organisation)
        case .ended: .ended(organisation, mail: mail)
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

    /// Sent by the form, not by a page elsewhere: browsers say which. The token is the right to ask; no cookie lends it on.
    private static func isAsked(_ request: Request) -> Bool {
        guard request.method == .post else { return false }
        let site = HTTPFields.Element.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
        return site == nil || site == "same-origin"
    }

    private static func bringsBody(_ request: Request) -> Bool {
        request.headers[.transferEncoding] != nil || (request.headers[.contentLength].map { $0 != "0" } ?? false)
    }
}
