/// What the simulated service does where Apple's documentation is silent or contradicts itself.
///
/// A client has to live with every combination.
package struct SimulatorBehaviour: Equatable, Sendable {
    /// `GET users?clientUserId=` of an id that was never created.
    package enum UnknownUser: Sendable { case emptyList, refused }
    /// Retiring an id whose records are all retired already.
    package enum RepeatedRetire: Sendable { case failure, success }
    /// Accepting with an Apple Account that another active user of the location is bound to.
    package enum SharedAccount: Sendable { case allowed, refused }
    /// Accepting after a retire with the same Apple Account as before.
    package enum SameAccountAgain: Sendable {
        /// The new record becomes Retired and the former one Associated again.
        case formerRecordReturns
        /// The new record becomes Associated and the former one Deleted.
        case newRecordBinds
    }
    /// Where `tokenExpirationDate` appears, apart from client config, which always has it.
    package enum TokenExpiration: Sendable { case everywhere, inLastFifteenDays }
    /// The answer to a content token that the service does not know.
    package enum UnknownToken: Sendable {
        /// 9601 with HTTP 401, as documented.
        case documented
        /// 9622 with HTTP 200, as seen in the field.
        case observed
    }

    /// See `UnknownUser`.
    package var unknownUser = UnknownUser.emptyList
    /// See `RepeatedRetire`.
    package var repeatedRetire = RepeatedRetire.failure
    /// See `SharedAccount`. Allowed is the harder case for a console, hence the default.
    package var sharedAccount = SharedAccount.allowed
    /// See `SameAccountAgain`. The former record's return is the harder case, hence the default.
    package var sameAccountAgain = SameAccountAgain.formerRecordReturns
    /// See `TokenExpiration`.
    package var tokenExpiration = TokenExpiration.everywhere
    /// See `UnknownToken`.
    package var unknownToken = UnknownToken.documented

    /// The defaults above.
    package init() {}
}
