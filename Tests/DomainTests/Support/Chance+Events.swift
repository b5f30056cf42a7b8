@testable import Domain

/// Any event whatever, about things that may not be there.
extension Chance {
    /// Bytes that a phrase must never show: as text `Geheim`, as numbers beginning with `71, 101`.
    static let sealedCode = Array("Geheim".utf8)

    mutating func event() -> Event {
        switch below(6) {
        case 0: peopleEvent()
        case 1: locationEvent()
        case 2: invitationEvent()
        case 3: registrationEvent()
        case 4: workEvent()
        default: redoEvent()
        }
    }

    private mutating func key() -> RecipientKey { RecipientKey(id(), id()) }
    private mutating func keys() -> [RecipientKey] { (0..<below(4)).map { _ in key() } }
    private mutating func moment() -> Instant { Instant(milliseconds: Int64(below(1_000_000_000))) }

    private mutating func peopleEvent() -> Event {
        switch below(4) {
        case 0: .siteCreated(id(), name: "site\(below(9))")
        case 1: .groupCreated(id(), name: "group\(below(9))")
        case 2: .groupMembersChanged(id(), added: ids(), removed: ids())
        default: .usersChanged(UserRows((0..<below(4)).map { _ in user() }))
        }
    }

    private mutating func user() -> User {
        let number: UserID = id()
        return User(
            id: number, username: "user\(number.number)", email: one(in: 2) ? "a@b" : "",
            managedAppleAccount: one(in: 3) ? "m@b" : "", sites: Array(IDSet(ids(SiteID.self))),
            groups: Array(IDSet(ids(GroupID.self))))
    }

    private mutating func locationEvent() -> Event {
        switch below(8) {
        case 0: .locationAdded(id(), location())
        case 1: .locationChanged(id(), location())
        case 2: .claimLost(id(), to: "other")
        case 3: .claimHeld(id())
        case 4: .tokenRefused(id(), AppleError(number: 9625, message: "revoked"))
        case 5: .readRequested(id(), id(), users: ids())
        case 6: .readFinished(id(), failure: one(in: 2) ? "no" : nil)
        default: .locationRead(id(), version: "v")
        }
    }

    private mutating func location() -> LocationSettings {
        LocationSettings(
            name: "place\(below(9))", uniqueLocationID: "p", organisation: "o", country: "FR", serviceURL: "https://x",
            tokenExpires: moment(), site: one(in: 2) ? id() : nil, autoRegister: one(in: 2))
    }

    private mutating func invitationEvent() -> Event {
        switch below(8) {
        case 0, 1:
            .invitationCreated(
                id(), InvitationSettings(name: "i", location: id(), method: any(DistributionMethod.self), scope: .allUsers),
                excluded: 0, outsideSite: 0)
        case 2: .invitationCancelled(id())
        case 3:
            .recipientsQueued(
                RecipientsQueued(
                    invitation: id(), cause: any(RecipientsQueued.Cause.self), automatic: one(in: 3),
                    notBefore: moment(), users: ids()))
        case 4: .recipientsSkipped(id(), any(StatusReason.Code.self), users: ids())
        case 5: .recipientsCancelled(id(), users: ids())
        case 6: one(in: 2) ? .recipientsSuperseded(id(), users: ids()) : .recipientsConsideredSent(id(), users: ids())
        default: one(in: 2) ? .linkOpened(key()) : .linkShown(key())
        }
    }

    private mutating func registrationEvent() -> Event {
        switch below(7) {
        case 0, 1:
            .registrationRequested(
                RegistrationRequested(
                    location: id(), automatic: one(in: 3), notBefore: moment(),
                    entries: ids(UserID.self).map {
                        RegistrationRequested.Entry(user: $0, clientUserID: UniqueID(high: 0, low: next()), generation: 1)
                    }))
        case 2: .registrationWithdrawn(id(), users: ids())
        case 3: one(in: 2) ? .registrationRetiring(id(), users: ids()) : .registrationRetired(id(), users: ids())
        case 4:
            .registrationConfirmed(
                id(),
                ids(UserID.self).map {
                    ConfirmedRegistration(
                        user: $0, appleStatus: pick(["Registered", "Associated", "Odd"]), inviteCode: Self.sealedCode)
                },
                readBack: one(in: 2))
        case 5:
            .registrationRefused(id(), ids(UserID.self).map { .init(user: $0, error: AppleError(number: 9635, message: "no")) })
        default:
            .registrationObserved(
                id(), pick([.sync, .ask, .notification]),
                ids(UserID.self).map {
                    ObservedRegistration(
                        user: $0, status: any(RegistrationStatus.self), appleStatus: "x", idHash: "h\(below(3))",
                        inviteCode: Self.sealedCode)
                })
        }
    }

    private mutating func workEvent() -> Event {
        let epoch = UInt32(below(3))
        switch below(11) {
        case 0: return .appleRequestClaimed(id(), one(in: 2) ? .create : .retire, id(), users: ids(), epoch: epoch)
        case 1: return .appleRequestResumed(id(), epoch: epoch)
        case 2: return .appleRequestQueued(id(), eventID: "e")
        case 3: return .appleRequestClosed(id(), reason: one(in: 2) ? "r" : nil)
        case 4: return .workerStarted(epoch: epoch, role: "service", processID: 1, bootID: "b")
        case 5: return .deliveriesClaimed(epoch: epoch, keys())
        case 6: return .deliveriesReleased(epoch: epoch, keys(), reason: "r")
        case 7: return .recipientSent(key(), epoch: epoch)
        case 8: return .recipientDeferred(key(), epoch: epoch, until: moment(), reason: "451")
        case 9: return .recipientFailed(key(), epoch: epoch, StatusReason(any(StatusReason.Code.self), detail: "550"))
        default: return .recipientUnknown(key(), epoch: epoch, reason: "r")
        }
    }

    private mutating func redoEvent() -> Event {
        switch below(8) {
        case 0, 1: .redoRequested(id(), id(), id(), carrier: id())
        case 2: .redoAssignmentsRead(id(), apps: ["1"], books: ["2"])
        case 3: .redoAdvanced(id(), any(RedoStage.self))
        case 4: .redoFailed(id(), any(RedoStage.self), reason: "r")
        case 5: .redoRetried(id())
        case 6: one(in: 2) ? .redoCancelled(id()) : .redoEnded(id())
        default: .sameAccountAgain(id())
        }
    }
}
