extension State {
    mutating func evolveRegistrations(_ event: Event, _ stamp: Stamp) {
        switch event {
        case .registrationRequested(let requested):
            for entry in requested.entries { request(entry, requested, stamp) }
        case .registrationWithdrawn(let location, let users):
            for user in users {
                changeRegistration(of: user, at: location, stamp) {
                    $0.status = $0.generation > 1 ? .retired : .notInvited
                }
            }
        case .registrationRetiring(let location, let users):
            for user in users { changeRegistration(of: user, at: location, stamp) { $0.status = .retiring } }
        case .registrationConfirmed(let location, let confirmed, _):
            for one in confirmed {
                let status: RegistrationStatus = one.appleStatus == "Associated" ? .accepted : .invited
                let observed = ObservedRegistration(
                    user: one.user, status: status, appleStatus: one.appleStatus, idHash: one.idHash,
                    inviteCode: one.inviteCode)
                take(observed, at: location, stamp)
            }
        case .registrationRefused(let location, let refusals):
            for refusal in refusals { refuse(refusal, at: location, stamp) }
        case .registrationRetired(let location, let users):
            for user in users { retire(user, at: location, stamp) }
        case .registrationObserved(let location, _, let observed):
            for one in observed {
                if one.status == .retired { retiredElsewhere(one, at: location, stamp) } else { take(one, at: location, stamp) }
            }
        default: break
        }
    }

    private mutating func request(
        _ entry: RegistrationRequested.Entry, _ requested: RegistrationRequested, _ stamp: Stamp
    ) {
        let fresh = Registration(
            user: entry.user, status: .registering, since: stamp.at, generation: entry.generation,
            clientUserID: entry.clientUserID, automatic: requested.automatic, notBefore: requested.notBefore)
        changeRegistration(of: entry.user, at: requested.location, stamp, make: fresh) {
            $0.status = .registering
            $0.generation = entry.generation
            $0.clientUserID = entry.clientUserID
            $0.automatic = requested.automatic
            $0.notBefore = requested.notBefore
            $0.inviteCode = nil
            $0.error = nil
            $0.appleStatus = nil
        }
    }

    /// Apple has an active record: `Registered` (invited) or `Associated` (accepted).
    private mutating func take(_ observed: ObservedRegistration, at location: LocationID, _ stamp: Stamp) {
        changeRegistration(of: observed.user, at: location, stamp) {
            $0.status = observed.status
            $0.appleStatus = observed.appleStatus
            $0.error = nil
            if observed.status == .accepted {
                $0.idHash = observed.idHash
                $0.acceptedAt = $0.acceptedAt ?? stamp.at
                $0.inviteCode = nil
            } else if let code = observed.inviteCode {
                $0.inviteCode = code
            }
        }
        if observed.status == .accepted { accept(observed.user, at: location, stamp) }
    }

    /// The user's recipients there are accepted: one by itself, the others through it (R12).
    private mutating func accept(_ user: UserID, at location: LocationID, _ stamp: Stamp) {
        let waiting = recipients(of: user, at: location).filter {
            !$0.recipient.status.isAccepted && !$0.recipient.status.isEnded && $0.recipient.reason?.code != .alreadyAccepted
        }
        let automatic = registration(of: user, at: location)?.automatic ?? false
        let own = waiting.max { Self.isWeaker($0.recipient, $1.recipient) }?.invitation.id
        for (invitation, _) in waiting {
            changeRecipient(RecipientKey(invitation.id, user), stamp) {
                let byItself = invitation.id == own
                $0.status = byItself && automatic && $0.automatic ? .autoRegistered : .accepted
                $0.acceptedAt = stamp.at
                $0.reason = nil
                $0.by = byItself ? nil : own
            }
        }
    }

    /// Which of two recipients the person more probably accepted through: the link that was opened last, else the last message.
    private static func isWeaker(_ left: Recipient, _ right: Recipient) -> Bool {
        func rank(_ recipient: Recipient) -> (Int, Int64) {
            let at = recipient.lastSentAt?.milliseconds ?? 0
            switch recipient.status {
            case .linkOpened: return (4, recipient.since.milliseconds)
            case .sending where recipient.openedInFlight != nil: return (4, recipient.openedInFlight?.milliseconds ?? 0)
            case .sent, .shownOnDevice, .sending, .unknown: return (3, at)
            case .queued: return (2, at)
            case .failed: return (1, at)
            default: return (0, at)
            }
        }
        return rank(left) < rank(right)
    }

    private mutating func refuse(_ refusal: AppleRequestResult.Refusal, at location: LocationID, _ stamp: Stamp) {
        changeRegistration(of: refusal.user, at: location, stamp) {
            $0.status = .failed
            $0.error = refusal.error
        }
        let reason = StatusReason(
            .registrationRefused, detail: "Apple \(refusal.error.number): \(refusal.error.message)")
        for (invitation, recipient) in recipients(of: refusal.user, at: location) where recipient.status == .queued {
            changeRecipient(RecipientKey(invitation.id, refusal.user), stamp) {
                $0.status = .failed
                $0.reason = reason
            }
        }
    }

    private mutating func retire(_ user: UserID, at location: LocationID, _ stamp: Stamp) {
        changeRegistration(of: user, at: location, stamp) {
            $0.status = .retired
            $0.appleStatus = "Retired"
            $0.previousIDHash = $0.idHash ?? $0.previousIDHash
            $0.idHash = nil
            $0.inviteCode = nil
            $0.acceptedAt = nil
        }
    }

    private mutating func retiredElsewhere(_ observed: ObservedRegistration, at location: LocationID, _ stamp: Stamp) {
        retire(observed.user, at: location, stamp)
        for (invitation, recipient) in recipients(of: observed.user, at: location)
        where recipient.status.isAccepted || recipient.status.isOpen || recipient.status == .queued {
            changeRecipient(RecipientKey(invitation.id, observed.user), stamp) {
                $0.status = .failed
                $0.reason = StatusReason(.retiredElsewhere)
            }
        }
    }
}
