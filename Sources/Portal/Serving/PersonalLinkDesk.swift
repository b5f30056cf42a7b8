import Domain
import Engine
import Logging

/// What a token is worth, and where it leads.
struct PersonalLinkDesk: Sendable {
    /// A token, judged.
    enum Finding: Sendable {
        case open(PersonalLink)
        case used, ended, notReady, unknown
        /// The keys or the record cannot be read: nobody can say what the token is worth.
        case cannotKnow
    }

    let engine: Engine
    let logger: Logger

    /// The link that a token of this store stands for; nil for any other text.
    ///
    /// - Throws: `KeyFailure` when nobody can tell; the log says why.
    func link(_ token: String) throws(KeyFailure) -> PersonalLink? {
        do { return try PersonalLink(token: token, engine.parts.keys) } catch {
            logger.error("a personal link cannot be verified: \(error.reason)")
            throw error
        }
    }

    /// Judges a token by the last projection; waits for nothing.
    func look(_ token: String, _ projection: Projection) -> Finding {
        let known: PersonalLink?
        do { known = try link(token) } catch { return .cannotKnow }
        guard let link = known else { return .unknown }
        let context = engine.context()
        switch projection.state.linkState(link.key, generation: link.generation, now: context.now, context.policy) {
        case .open: return requiresLogIn(link, projection.state) ? .cannotKnow : .open(link)
        case .used: return .used
        case .ended: return .ended
        case .notReady: return .notReady
        // This store made the token. If its record cannot be read to the end, the facts may lie behind the damage.
        case .unknown: return projection.readOnly == nil ? .unknown : .cannotKnow
        }
    }

    /// R2: such a link opens only for who has logged in, and this portal has no page for that. Without it, nobody is led on.
    private func requiresLogIn(_ link: PersonalLink, _ state: State) -> Bool {
        guard state.invitations[link.key.invitation]?.settings.requireLogin == true else { return false }
        logger.error("invitation \(link.key.invitation) requires log-in, which this portal does not offer")
        return true
    }

    /// Apple's page for the person, made now; nil when it cannot be had, and the log says why.
    func destination(of link: PersonalLink, _ projection: Projection) async -> String? {
        do {
            let address = try await engine.appleLink(link.key, projection.state)
            guard Self.isWebAddress(address) else {
                logger.error("the service's address for invitations is not a web address: check the location's service URL")
                return nil
            }
            return address
        } catch {
            // The gateway's reasons hold no token and no link, by its contract.
            logger.warning("nobody can be led on to Apple at the moment: \(error.reason)")
            return nil
        }
    }

    /// The organisation of the location that the link invites to.
    func organisation(of link: PersonalLink, _ state: State) -> String? {
        state.invitations[link.key.invitation].flatMap { state.locations[$0.settings.location] }?.settings.organisation
    }

    /// Whether a text can stand in a header as an address: of the web, and of visible ASCII only.
    static func isWebAddress(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
