@testable import Domain

/// Everything that a state says, as lines in a fixed order: two states are the same when their lines are.
extension State {
    var facts: [String] {
        var lines = ["sequence \(sequence)", "worker \(String(describing: worker))"]
        lines +=
            users.all.map { "\($0) \(String(describing: decision(about: $0.id)))" } + sites.values.map { "\($0)" }
            + groups.values.map { "\($0)" }
        lines += locations.values.map { "\($0)" } + invitations.values.map { "\($0)" } + redos.values.map { "\($0)" }
        lines += appleRequests.values.map { "\($0)" } + readRequests.values.map { "\($0)" }
        for invitation in invitations.values { lines += recipients(of: invitation.id).values.map { "\(invitation.id) \($0)" } }
        for location in locations.values {
            let table = registrations(at: location.id)
            lines += table.rows.values.map { "\(location.id) \($0)" }
            lines += RegistrationStatus.allCases.map { "\(location.id) \($0) \(table.count($0))" }
        }
        return lines + outbox.facts
    }

    /// The outbox as it would be made anew from recipients, registrations and redos.
    var outboxAnew: Outbox {
        var anew = Outbox()
        for invitation in invitations.values {
            for recipient in recipients(of: invitation.id).values {
                let status = registration(of: recipient.user, at: invitation.settings.location)?.status
                anew.place(recipient, of: invitation.id, isKnownAtApple: status == .invited)
            }
        }
        for location in locations.values {
            for registration in registrations(at: location.id).rows.values { anew.place(registration, at: location.id) }
        }
        for redo in redos.values { anew.place(redo) }
        return anew
    }

    /// What does not hold of a state but always should.
    var contradictions: [String] {
        var found: [String] = []
        if outbox.facts != outboxAnew.facts { found.append("the outbox is not what recipients and registrations make of it") }
        for invitation in invitations.values { found += contradictions(of: invitation) }
        for location in locations.values {
            let table = registrations(at: location.id)
            for status in RegistrationStatus.allCases where table.count(status) != table.rows.values.count(of: status) {
                found.append("\(location.id): \(status) is counted wrongly")
            }
        }
        for group in groups.values where group.memberCount != users.all.reduce(0, { $0 + ($1.groups.contains(group.id) ? 1 : 0) })
        {
            found.append("group \(group.id) counts its members wrongly")
        }
        for site in sites.values where site.memberCount != users.all.reduce(0, { $0 + ($1.sites.contains(site.id) ? 1 : 0) }) {
            found.append("site \(site.id) counts its members wrongly")
        }
        if users.all.contains(where: { decision(about: $0.id) == nil }) || userDecisions.count > users.count {
            found.append("not everybody has exactly one last decision")
        }
        return found
    }

    private func contradictions(of invitation: Invitation) -> [String] {
        let rows = Array(recipients(of: invitation.id).values)
        var found: [String] = []
        for status in RecipientStatus.allCases
        where invitation.counts[status] != rows.reduce(0, { $0 + ($1.status == status ? 1 : 0) }) {
            found.append("\(invitation.id): \(status) is counted wrongly")
        }
        if invitation.counts.recipients != rows.count { found.append("\(invitation.id): counts do not sum to recipients") }
        if invitation.counts.alreadyAccepted != rows.reduce(0, { $0 + ($1.isSkippedAsAccepted ? 1 : 0) }) {
            found.append("\(invitation.id): who had accepted before is counted wrongly")
        }
        for row in rows where invitations(of: row.user).filter({ $0 == invitation.id }).count != 1 {
            found.append("\(invitation.id) is not once among the invitations of \(row.user)")
        }
        return found
    }
}

extension Outbox {
    var facts: [String] {
        deliveries.entries.map { "deliveries \($0) \(Array($1))" } + awaiting.entries.map { "awaiting \($0) \(Array($1))" }
            + inFlight.entries.map { "inFlight \($0) \(Array($1))" }
            + toRegister.entries.map { "toRegister \($0) \(Array($1))" } + toRetire.entries.map { "toRetire \($0) \(Array($1))" }
            + ["redosToRead \(Array(redosToRead))"]
    }
}

extension Sequence where Element == Registration {
    fileprivate func count(of status: RegistrationStatus) -> Int { reduce(0) { $0 + ($1.status == status ? 1 : 0) } }
}
