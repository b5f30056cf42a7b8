/// What waits and what is in flight, in rows that people read: one for each invitation, call or read.
package struct OutboxList: Hashable, Sendable {
    package let rows: [OutboxRow]
    /// Messages that wait, for Apple's registration too, or are in flight.
    package let messages: Int
    /// People to register or retire at Apple, calls in flight included.
    package let registrations: Int
    package let reads: Int

    /// Whether nothing waits and nothing is in flight.
    package var isEmpty: Bool { rows.isEmpty }
    /// Messages, registrations and reads; a person who waits for both a registration and a message counts twice.
    package var total: Int { messages + registrations + reads }
}

/// One row of the outbox.
package struct OutboxRow: Hashable, Sendable {
    /// What waits, with what it is for.
    package enum Kind: Hashable, Sendable {
        case messages(InvitationID)
        case messagesInFlight(InvitationID)
        case registrations
        case retirements
        case call(AppleRequestID, AppleRequest.Kind)
        case read(ReadRequestID)
        /// The assignments of a redo have to be read.
        case assignments(RedoID)
    }

    package let kind: Kind
    package let count: Int
    package let location: LocationID
    package let locationName: String
    /// The invitation's name, the users that are asked for, or the call's name at Apple.
    package let subject: String
    /// When the first of them may leave; nil when nothing holds it back.
    package let notBefore: Instant?
    /// Temporary failures of the worst of them.
    package let attempts: Int
    package let since: Instant?
}

extension State {
    /// Lists the outbox: messages by invitation, then registrations and retirements by location, calls, reads, redos.
    ///
    /// - Complexity: grows with what waits.
    package func outboxList(now: Instant) -> OutboxList {
        let messages = messageRows(now: now)
        let registrations = registrationRows(now: now) + callRows()
        let reads = readRows()
        return OutboxList(
            rows: messages + registrations + reads, messages: messages.reduce(0) { $0 + $1.count },
            registrations: registrations.reduce(0) { $0 + $1.count }, reads: reads.count)
    }

    private func messageRows(now: Instant) -> [OutboxRow] {
        invitations.values.flatMap { invitation -> [OutboxRow] in
            var users = outbox.deliveries[invitation.id] ?? IDSet()
            users.formUnion(outbox.awaiting[invitation.id] ?? IDSet())
            let waiting = users.compactMap { recipient(RecipientKey(invitation.id, $0)) }.filter { !$0.automatic }
            let flying = (outbox.inFlight[invitation.id] ?? IDSet()).compactMap { recipient(RecipientKey(invitation.id, $0)) }
            return [
                row(.messages(invitation.id), waiting, invitation, now: now),
                row(.messagesInFlight(invitation.id), flying, invitation, now: now),
            ].compactMap { $0 }
        }
    }

    private func row(
        _ kind: OutboxRow.Kind, _ recipients: [Recipient], _ invitation: Invitation, now: Instant
    ) -> OutboxRow? {
        guard !recipients.isEmpty, let location = locations[invitation.settings.location] else { return nil }
        let first = recipients.lazy.map(\.notBefore).min()
        return OutboxRow(
            kind: kind, count: recipients.count, location: location.id, locationName: location.name,
            subject: invitation.name, notBefore: first.flatMap { $0 > now ? $0 : nil },
            attempts: Int(recipients.lazy.map(\.attempts).max() ?? 0), since: recipients.lazy.map(\.since).min())
    }

    private func registrationRows(now: Instant) -> [OutboxRow] {
        locations.values.flatMap { location -> [OutboxRow] in
            [(OutboxRow.Kind.registrations, outbox.toRegister[location.id]), (.retirements, outbox.toRetire[location.id])]
                .compactMap { kind, users in
                    guard let users, !users.isEmpty else { return nil }
                    let waiting = users.compactMap { registration(of: $0, at: location.id) }
                    let first = kind == .registrations ? waiting.lazy.map(\.notBefore).min() : nil
                    return OutboxRow(
                        kind: kind, count: users.count, location: location.id, locationName: location.name, subject: "",
                        notBefore: first.flatMap { $0 > now ? $0 : nil }, attempts: 0,
                        since: waiting.lazy.map(\.since).min())
                }
        }
    }

    private func callRows() -> [OutboxRow] {
        appleRequests.values.map { request in
            OutboxRow(
                kind: .call(request.id, request.kind), count: request.users.count, location: request.location,
                locationName: locations[request.location]?.name ?? request.location.description,
                subject: request.eventID ?? "", notBefore: nil, attempts: 0, since: request.claimedAt)
        }
    }

    private func readRows() -> [OutboxRow] {
        let reads = readRequests.values.map { request in
            OutboxRow(
                kind: .read(request.id), count: 1, location: request.location,
                locationName: locations[request.location]?.name ?? request.location.description,
                subject: usernames(request.users.prefix(3)).joined(separator: " "), notBefore: nil, attempts: 0,
                since: request.requestedAt)
        }
        let redos = outbox.redosToRead.compactMap { self.redos[$0] }.map { redo in
            OutboxRow(
                kind: .assignments(redo.id), count: 1, location: redo.location,
                locationName: locations[redo.location]?.name ?? redo.location.description,
                subject: users[redo.user]?.username ?? "", notBefore: nil, attempts: 0, since: redo.since)
        }
        return reads + redos
    }
}
