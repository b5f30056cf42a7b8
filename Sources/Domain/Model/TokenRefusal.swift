/// Apple's last word on a location's content token, when it was a no.
package struct TokenRefusal: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case ended, revoked, other }

    package var error: AppleError
    package var at: Instant

    package init(_ error: AppleError, at: Instant) {
        self.error = error
        self.at = at
    }

    /// What Apple's number says: 9621 that the token's time is over, 9625 that it was revoked; others that it does not open the
    /// location, for whatever reason.
    package var kind: Kind {
        switch error.number {
        case 9621: .ended
        case 9625: .revoked
        default: .other
        }
    }
}
