/// Why a command was refused: a fact, with all that a sentence about it needs. The words are in `Phrases`.
package enum Rejection: Error, Hashable, Sendable {
    // What was named is not there, or not what it should be.
    case unknownUser(String)
    case unknownGroup(String)
    case unknownLocation(String)
    case unknownInvitation(String)
    case unknownRedo(String)
    case unknownRecipient(username: String, InvitationID)
    case severalLocations([String])
    case emptyText(field: String)
    case unusableText(field: String, reason: String)
    case duplicateName(kind: String, name: String)
    case nothingToChange
    // Locations (R5, R6, R15, R24).
    case samePool(location: String)
    case tokenOfAnotherPool(location: String)
    case locationTokenExpired(location: String, on: Instant)
    case locationTokenRevoked(location: String)
    case locationTokenRefused(location: String)
    case locationManagedElsewhere(location: String, by: String)
    case locationTokenEndsSoon(location: String, on: Instant)
    case autoRegisterOff(location: String, LocationID)
    // Reaching people (R6).
    case noMailTransport
    case noSender
    case messageWithoutLink
    case noDeviceManagement
    case selfServiceNotServed
    case logInNeedsPortal
    case logInNeedsAccounts
    case emptyScope(excluded: Int, outsideSite: Int)
    // Sending.
    case allInsideCoolDown(count: Int, until: Instant)
    case nothingToRecall(claimed: Int)
    case alreadyCancelled(InvitationID, by: String, at: Instant)
    case notUnknown(usernames: [String])
    case linkUnusable(LinkState)
    case askedAlready(until: Instant)
    case nothingToSendAgain(username: String)
    // Redo (R15).
    case notRegisteredThere(username: String, location: String)
    case redoRunning(username: String, location: String, stage: RedoStage)
    case redoBeyondCancel(stage: RedoStage)
    case redoNotFailed(stage: RedoStage)
    case redoFinished(stage: RedoStage)
    case noUsableMethod(username: String)
    case reasonRequired(what: String)
    // Others were faster (R28).
    case staleDecision(subject: String, what: String, by: String, at: Instant)
    /// A worker of an older epoch: the one with `current` works now.
    case olderEpoch(current: UInt32)

    /// The stable code that scripts match on.
    package var code: String {
        // The case name, as the compiler knows it, without its facts.
        let text = String(describing: self)
        return String(text.prefix { $0 != "(" })
    }

    /// Whether somebody else changed it meanwhile: exit code 5.
    package var isStale: Bool { if case .staleDecision = self { true } else { false } }
}

/// What a personal link is worth at the moment.
package enum LinkState: String, Hashable, Sendable {
    /// It leads to Apple.
    case open
    /// Its person has registered.
    case used
    /// Its time is over, it was cancelled, or a redo replaced it.
    case ended
    /// Its person is being registered again: a new link is on its way.
    case notReady
    /// Nobody was ever given it.
    case unknown
}
