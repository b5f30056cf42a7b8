import Domain
import Gateway

/// An answer that is not a failure: Apple's number was looked for first, then the HTTP status.
struct AppleAnswer {
    private let body: [UInt8]
    private let envelope: VolumePurchasingWire.Envelope
    private let failures: VolumePurchasingFailure

    /// - Throws: what the number says, else what the status says, else that the body is not Apple's.
    init(_ answer: HTTPAnswer, _ failures: VolumePurchasingFailure, now: Instant) throws(GatewayFailure) {
        let retryAfter = answer.retryAfter.flatMap { RetryAfter.span($0, now: now) }
        let envelope = VolumePurchasingWire.decode(VolumePurchasingWire.Envelope.self, from: answer.body)
        // Apple has answered failures with 200.
        if let number = envelope?.errorNumber, number != 0 {
            throw failures.number(number, envelope?.errorMessage ?? "", retryAfter: retryAfter)
        }
        guard (200..<300).contains(answer.status) else { throw failures.status(answer.status, retryAfter: retryAfter) }
        guard let envelope else { throw failures.unreadable() }
        self.body = answer.body
        self.envelope = envelope
        self.failures = failures
    }

    /// Compares the claim that the answer carries with the one that is expected; an answer without a claim says nothing.
    func checkClaim(_ expected: String?) throws(GatewayFailure) {
        guard let expected, let claim = envelope.mdmInfo, let id = claim.id, id != expected else { return }
        throw failures.foreign(claim)
    }

    /// The answer as the interface promises it.
    /// - Throws: that it cannot be read; after a writing call the outcome is then unknown.
    func answer<Wire: Decodable, Value>(_ convert: (Wire) -> Value?) throws(GatewayFailure) -> Value {
        guard let wire = VolumePurchasingWire.decode(Wire.self, from: body), let value = convert(wire) else {
            throw failures.unreadable()
        }
        return value
    }
}
