import Foundation
import Hummingbird

/// The page behind an invitation link, where a person accepts or declines in a browser.
struct InvitationRoutes: Sendable {
    let desk: SimulatorDesk

    var routes: [Route] {
        [
            Route(method: .get, path: ServicePaths.invitation, gate: .nothing, answer: show),
            Route(method: .post, path: ServicePaths.invitation, gate: .nothing, answer: decide),
        ]
    }

    private func show(_ request: SimulatorRequest) async -> Response {
        let code = request.query["inviteCode"] ?? ""
        do throws(AcceptanceRefusal) {
            let invitation = try await desk.work { (apple, _) throws(AcceptanceRefusal) in try apple.invitation(code) }
            return .page(InvitationPage.asking(invitation))
        } catch {
            return .page(InvitationPage.refused(error), status: error.pageStatus)
        }
    }

    private func decide(_ request: SimulatorRequest) async -> Response {
        guard request.hasContentType("application/x-www-form-urlencoded") else {
            return .page(InvitationPage.notAForm, status: 415)
        }
        let form = FormFields(request.body)
        let code = form["inviteCode"] ?? ""
        switch form["decision"] {
        case "accept": return await accept(code, with: form["account"] ?? "")
        case "decline": return await decline(code)
        default: return .page(InvitationPage.notAForm, status: 400)
        }
    }

    private func accept(_ code: String, with account: String) async -> Response {
        do throws(AcceptanceRefusal) {
            let invitation = try await desk.work { (apple, _) throws(AcceptanceRefusal) in
                let invitation = try apple.invitation(code)
                _ = try apple.accept(code, with: account)
                return invitation
            }
            return .page(InvitationPage.accepted(invitation))
        } catch {
            return await askAgain(code, account: account, because: error)
        }
    }

    /// A name that cannot be used gets another chance; a code that cannot be used does not.
    private func askAgain(_ code: String, account: String, because refusal: AcceptanceRefusal) async -> Response {
        let invitation = try? await desk.work { (apple, _) throws(AcceptanceRefusal) in try apple.invitation(code) }
        guard let invitation else { return .page(InvitationPage.refused(refusal), status: refusal.pageStatus) }
        return .page(InvitationPage.asking(invitation, account: account, problem: refusal), status: refusal.pageStatus)
    }

    private func decline(_ code: String) async -> Response {
        do throws(AcceptanceRefusal) {
            try await desk.work { (apple, _) throws(AcceptanceRefusal) in try apple.decline(code) }
            return .page(InvitationPage.declined)
        } catch {
            return .page(InvitationPage.refused(error), status: error.pageStatus)
        }
    }
}

extension AcceptanceRefusal {
    /// The HTTP status of a page: used and dead links alike are gone.
    fileprivate var pageStatus: Int { self == .usedCode ? 410 : httpStatus }
}

extension Response {
    fileprivate static func page(_ html: String, status: Int = 200) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
            .contentSecurityPolicy: InvitationPage.contentSecurityPolicy, .xContentTypeOptions: "nosniff",
        ]
        if let name = HTTPFields.Element.Name("Referrer-Policy") { headers[name] = "no-referrer" }
        return Response(status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}
