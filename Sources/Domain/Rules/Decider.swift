extension State {
    /// Decides a command: the events that make it a fact, or why it is refused. Deterministic; changes nothing.
    ///
    /// An empty list is success with nothing to do (R11: nobody left to send to).
    /// - Throws: `Rejection`, with all that a sentence about it needs.
    package func decide(_ command: Command, _ context: Context) throws(Rejection) -> [Event] {
        var decider = Decider(state: self, context: context)
        try decider.decide(command)
        return decider.events
    }
}

/// One decision in the making: a working copy of the state that takes in each event as it is emitted, so that later parts of
/// one command see what earlier parts made of it.
struct Decider {
    private(set) var state: State
    var context: Context
    private(set) var events: [Event] = []

    init(state: State, context: Context) {
        self.state = state
        self.context = context
    }

    mutating func emit(_ event: Event) {
        events.append(event)
        let stamp = Stamp(sequence: state.sequence + 1, at: context.now, by: context.actor.name)
        state.evolve(event, stamp)
    }

    /// Emits what nothing is decided on any more: the state need not take it in to be thrown away.
    mutating func emitLast(_ event: Event) { events.append(event) }

    mutating func decide(_ command: Command) throws(Rejection) {
        switch command {
        case .importUsers, .changeUser, .createGroup, .addToGroup, .removeFromGroup:
            try decideUsers(command)
        case .addLocation, .changeLocation, .requestRead:
            try decideLocations(command)
        case .createInvitation(let settings, let window):
            try createInvitation(settings, takeBackWindow: window)
        case .resendInvitation(let id, let selection, let window, let version):
            try resend(id, selection, takeBackWindow: window, ifVersion: version)
        case .recallSending(let selection):
            try recall(selection)
        case .cancelInvitation(let id, let version):
            try cancel(id, ifVersion: version)
        case .settleUnknown(let id, let users, let settlement):
            try settle(id, users, settlement)
        case .openLink(let key, let generation):
            try openLink(key, generation)
        case .askForNewMail(let key, let generation):
            try askForNewMail(key, generation)
        case .showLink(let key):
            try showLink(key)
        case .redoRegistration, .retryRedo, .cancelRedo, .endRedo:
            try decideRedos(command)
        case .startWorker, .claimAppleRequest, .resumeAppleRequest, .recordWork:
            try decideWork(command)
        case .observeApple(let reading):
            observe(reading)
        }
    }
}

/// The most that one record may list, so that its line stays below 64 KiB.
enum RecordLimit {
    static let identifiers = 4_000
    static let registrations = 1_000
    static let confirmed = 200
    /// For lists whose members differ much in size.
    static let bytes = 48_000
}

extension Array {
    /// The elements in runs of at most `size`.
    func chunked(_ size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
