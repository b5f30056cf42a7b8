import Domain
import Gateway

/// From what went wrong at Apple's service to what the engine does next and a person reads: the one table of it.
struct VolumePurchasingFailure {
    /// Where the call went, without its query.
    let address: String
    /// A lost answer to a writing call leaves its outcome unknown.
    let isWriting: Bool
    let secret: Secret?

    private enum Judgement {
        case temporary(wait: Span?)
        case permanent
        case person
    }

    private struct Row {
        var judgement: Judgement
        var words: String

        init(_ judgement: Judgement, _ words: String) {
            self.judgement = judgement
            self.words = words
        }
    }

    /// What Apple's numbers mean here; a number that is not listed is permanent, with Apple's own text.
    /// Source: apple.com, "Handling error responses" of the App and Book Management API.
    private static let numbers: [Int: Row] = {
        let renew = "renew it with `rollcall locations renew`"
        return [
            9601: Row(.person, "the service does not accept the content token; \(renew)"),
            9603: Row(.temporary(wait: nil), "the service had an internal error; it is tried again"),
            9617: Row(.temporary(wait: nil), "the service has moved; its new address is read"),
            9621: Row(.person, "the content token has ended; \(renew)"),
            9622: Row(.person, "the service does not know the content token, perhaps because it was replaced; \(renew)"),
            9625: Row(.person, "the content token was revoked; \(renew)"),
            9637: Row(.person, "the content manager who downloaded the token may not do this; \(renew) as one who may"),
            9644: Row(.temporary(wait: nil), "the service is under maintenance; it is tried again"),
            9646: Row(.temporary(wait: .seconds(5)), "too many requests; they go on more slowly"),
            9647: Row(.person, "the content token is of an old kind; \(renew)"),
            9722: Row(.person, "the service cannot read the content token; \(renew)"),
            9729: Row(.temporary(wait: nil), "the service is not available for now; it is tried again"),
        ]
    }()

    /// An answer that carries one of Apple's numbers.
    func number(_ number: Int, _ message: String, retryAfter: Span?) -> GatewayFailure {
        let apples = OutsideText.harmless(message, without: secret)
        guard let row = Self.numbers[number] else {
            return failure(
                .permanent, "Apple refused: \(apples.isEmpty ? "no reason given" : apples) (\(number))", number: number)
        }
        let words = apples.isEmpty ? "\(row.words) (\(number))" : "\(row.words) (\(number): \(apples))"
        return failure(kind(row.judgement, retryAfter), words, number: number)
    }

    /// An answer without a number that is not a success: what stands between, or a service that is not Apple's.
    func status(_ status: Int, retryAfter: Span?) -> GatewayFailure {
        switch status {
        case 429:
            failure(.temporary(retryAfter: retryAfter ?? .seconds(5)), "too many requests (429); they go on more slowly")
        case 401, 407:
            failure(.needsPerson, "log-in refused (\(status)); check the content token, and the proxy if there is one")
        case 502, 504:
            isWriting
                ? failure(
                    .outcomeUnknown, "a gateway on the way gave up (\(status)); the state is read before anything is repeated")
                : failure(.temporary(retryAfter: retryAfter), "a gateway on the way gave up (\(status)); it is tried again")
        case 408, 500...599:
            failure(.temporary(retryAfter: retryAfter), "the service is not available (\(status)); it is tried again")
        case 300..<400:
            failure(
                .permanent, "redirects elsewhere (\(status)), and the content token is not taken there; check the service URL")
        default:
            failure(.permanent, "answered \(status) without a reason of Apple's; check the service URL of the location")
        }
    }

    /// An answer of success that does not hold what was asked for.
    func unreadable() -> GatewayFailure {
        isWriting
            ? failure(.outcomeUnknown, "the answer cannot be read; the state is read before anything is repeated")
            : failure(
                .temporary(retryAfter: nil),
                "the answer is not one of Apple's service; check the service URL, and what is on the way")
    }

    /// No whole answer.
    func fault(_ fault: HTTPFault) -> GatewayFailure {
        switch fault {
        case .unavailable(let text):
            failure(.needsPerson, text)
        case .notSent(let text):
            failure(
                .temporary(retryAfter: nil),
                "cannot be reached: \(harmless(text)); check the network, the firewall and the service URL")
        case .cancelled(sent: false):
            failure(.temporary(retryAfter: nil), "not asked: the program is stopping")
        case .lost(let text):
            lost("the connection was lost: \(harmless(text))")
        case .tooLong(let limit):
            lost("the answer is longer than \(limit) bytes")
        case .cancelled(sent: true):
            lost("the program is stopping")
        }
    }

    /// Another service holds the location (R24).
    func foreign(_ claim: VolumePurchasingWire.Claim) -> GatewayFailure {
        let named = OutsideText.clean(claim.name ?? "")
        let name = named.isEmpty ? "a service without a name" : named
        return failure(
            .needsPerson, "the location is managed by another service now: \(name); settle it with `rollcall locations claim`",
            foreignClaim: name)
    }

    private func lost(_ what: String) -> GatewayFailure {
        isWriting
            ? failure(.outcomeUnknown, "\(what); the state is read before anything is repeated")
            : failure(.temporary(retryAfter: nil), "\(what); it is tried again")
    }

    private func harmless(_ text: String) -> String { OutsideText.harmless(text, without: secret) }

    private func kind(_ judgement: Judgement, _ retryAfter: Span?) -> GatewayFailure.Kind {
        switch judgement {
        case .temporary(let wait): .temporary(retryAfter: retryAfter ?? wait)
        case .permanent: .permanent
        case .person: .needsPerson
        }
    }

    private func failure(
        _ kind: GatewayFailure.Kind, _ words: String, number: Int? = nil, foreignClaim: String? = nil
    ) -> GatewayFailure {
        GatewayFailure(kind, "\(address): \(words)", number: number, foreignClaim: foreignClaim)
    }
}
