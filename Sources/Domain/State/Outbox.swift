/// Decided, not yet done: indexes over recipients and registrations that say what a worker has to do.
///
/// Nothing here is a fact of its own; `changeRecipient` and `changeRegistration` keep it in step.
package struct Outbox: Sendable {
    /// Recipients whose message may leave when its time comes: Apple knows the person. By invitation.
    package private(set) var deliveries = IDTable<InvitationID, IDSet<UserID>>()
    /// Recipients that wait for Apple's registration: of a message, or because they are registered without one.
    package private(set) var awaiting = IDTable<InvitationID, IDSet<UserID>>()
    /// Recipients that a worker has in flight.
    package private(set) var inFlight = IDTable<InvitationID, IDSet<UserID>>()
    /// Users to create at Apple, by location, that no call in flight holds.
    package private(set) var toRegister = IDTable<LocationID, IDSet<UserID>>()
    /// Users to retire at Apple, by location, that no call in flight holds.
    package private(set) var toRetire = IDTable<LocationID, IDSet<UserID>>()
    /// Redos whose assignments have to be read.
    package private(set) var redosToRead = IDSet<RedoID>()

    package init() {}

    /// Takes the sets as they were kept.
    init(
        deliveries: IDTable<InvitationID, IDSet<UserID>>, awaiting: IDTable<InvitationID, IDSet<UserID>>,
        inFlight: IDTable<InvitationID, IDSet<UserID>>, toRegister: IDTable<LocationID, IDSet<UserID>>,
        toRetire: IDTable<LocationID, IDSet<UserID>>, redosToRead: IDSet<RedoID>
    ) {
        self.deliveries = deliveries
        self.awaiting = awaiting
        self.inFlight = inFlight
        self.toRegister = toRegister
        self.toRetire = toRetire
        self.redosToRead = redosToRead
    }

    package var waitingDeliveries: Int {
        deliveries.values.reduce(0) { $0 + $1.count } + awaiting.values.reduce(0) { $0 + $1.count }
    }
    package var deliveriesInFlight: Int { inFlight.values.reduce(0) { $0 + $1.count } }
    package var waitingRegistrations: Int {
        toRegister.values.reduce(0) { $0 + $1.count } + toRetire.values.reduce(0) { $0 + $1.count }
    }

    /// Whether nothing waits and nothing is in flight here; calls to Apple and reads are beside it in the state.
    package var isEmpty: Bool {
        deliveries.isEmpty && awaiting.isEmpty && inFlight.isEmpty && toRegister.isEmpty && toRetire.isEmpty
            && redosToRead.isEmpty
    }

    mutating func place(_ recipient: Recipient, of invitation: InvitationID, isKnownAtApple: Bool) {
        let isQueued = recipient.status == .queued
        let isReady = isKnownAtApple && !recipient.automatic
        deliveries.set(invitation, recipient.user, isQueued && isReady)
        awaiting.set(invitation, recipient.user, isQueued && !isReady)
        inFlight.set(invitation, recipient.user, recipient.status == .sending)
    }

    mutating func place(_ registration: Registration, at location: LocationID) {
        let free = registration.request == nil
        toRegister.set(location, registration.user, free && registration.status == .registering)
        toRetire.set(location, registration.user, free && registration.status == .retiring)
    }

    mutating func place(_ redo: Redo) {
        if redo.stage == .requested { redosToRead.insert(redo.id) } else { redosToRead.remove(redo.id) }
    }
}

extension IDTable {
    /// Puts a member into the set of a key or takes it out; a set without members is dropped, so that empty means nothing to do.
    fileprivate mutating func set<Member: Identifier>(_ key: ID, _ member: Member, _ isMember: Bool)
    where Value == IDSet<Member> {
        if isMember {
            if contains(key) { update(key) { $0.insert(member) } } else { self[key] = IDSet([member]) }
        } else if contains(key) {
            update(key) { $0.remove(member) }
            if self[key]?.isEmpty == true { self[key] = nil }
        }
    }
}
