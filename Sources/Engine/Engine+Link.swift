import Domain
import Gateway

/// The personal link of a recipient: the portal's, or Apple's own where no portal is configured (R6).
extension Engine {
    package func showLink(_ key: RecipientKey, _ request: CommandRequest) async throws(CommandFailure) -> String {
        _ = try await perform(.showLink(key), request)
        do { return try await personalLink(key, projection.state) } catch { throw .store(error.reason, isDamage: false) }
    }

    func personalLink(_ key: RecipientKey, _ state: State) async throws(GatewayFailure) -> String {
        guard let base = configuration.capabilities.portalBaseURL else { return try await appleLink(key, state) }
        let generation = state.recipient(key)?.generation ?? 1
        do {
            let token = try PersonalLink(key: key, generation: generation).token(parts.keys)
            return base + (base.hasSuffix("/") ? "" : "/") + "r/" + token
        } catch {
            throw GatewayFailure(.needsPerson, error.reason)
        }
    }

    /// Apple's acceptance page for a recipient; whoever has it can bind an account, so it is made at the moment of use.
    package func appleLink(_ key: RecipientKey, _ state: State) async throws(GatewayFailure) -> String {
        guard let invitation = state.invitations[key.invitation],
            let location = state.locations[invitation.settings.location],
            let sealed = state.registration(of: key.user, at: location.id)?.inviteCode
        else { throw GatewayFailure(.permanent, "Apple has given no invitation for this person yet.") }
        let code: [UInt8]
        do { code = try parts.keys.open(sealed) } catch { throw GatewayFailure(.needsPerson, error.reason) }
        let service = try await parts.volumePurchasing.serviceConfiguration(origin: location.settings.serviceURL)
        return service.invitationLink(inviteCode: String(decoding: code, as: UTF8.self))
    }
}
