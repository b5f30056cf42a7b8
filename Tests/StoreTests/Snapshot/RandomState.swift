import Domain

/// States that chance made, with every fact that a state can hold.
enum RandomState {
    static func make(_ chance: inout Chance, events: Int) -> State {
        var state = State()
        for _ in 0..<events { take(chance.event(), &state, &chance) }
        return state
    }

    static func take(_ event: Event, _ state: inout State, _ chance: inout Chance) {
        let at = state.lastEventAt + .seconds(Int64(chance.below(90)))
        let stamp = Stamp(sequence: state.sequence + 1, at: at, by: chance.pick(["ada", "björn \"b\"", "c\u{85}\u{1B}"]))
        state.evolve(event, stamp)
        guard chance.one(in: 3) else { return }
        state.remember(command: UniqueID(high: chance.next(), low: chance.next()), sequence: stamp.sequence, at: at)
    }

    /// Rows with every fact there is, and others with hardly any.
    static func rich(_ chance: inout Chance) -> StateImage {
        var image = make(&chance, events: 200).image
        image.put(UserRows((10..<900).map { user(UserID($0), &chance) }))
        image.put((10..<900).map { recipient(UserID($0), &chance) }, of: InvitationID(3))
        image.put((10..<900).map { registration(UserID($0), &chance) }, at: LocationID(2))
        image.put([recipient(UserID(4_000_000), &chance)], of: InvitationID(77))
        for number in 10..<900 {
            let sequence = UInt64(chance.below(30))
            image.userDecisions.note(
                Decision(sequence: sequence, at: moment(&chance), by: text(&chance), what: "w"), about: [UserID(UInt32(number))])
        }
        return image
    }

    private static func text(_ chance: inout Chance) -> String {
        chance.pick([
            "", "a", "Jörg", "\"q\" \\ /", "tab\t lf\n nul\u{0}", "del\u{7F} c1\u{85}", "日本語", "Â¬ © é", "x".padded(300),
        ])
    }

    private static func name(_ chance: inout Chance) -> String { text(&chance) + "n" }
    private static func moment(_ chance: inout Chance) -> Instant {
        Instant(milliseconds: Int64(chance.below(2_000_000_000_000)))
    }
    private static func some<Value>(_ chance: inout Chance, _ value: (inout Chance) -> Value) -> Value? {
        chance.one(in: 3) ? value(&chance) : nil
    }

    static func user(_ id: UserID, _ chance: inout Chance) -> User {
        User(
            id: id, username: name(&chance), fullName: text(&chance), email: text(&chance), phone: text(&chance),
            position: text(&chance), managedAppleAccount: text(&chance), sites: chance.ids(), groups: chance.ids(),
            devices: (0..<chance.below(3)).map { _ in Device(serial: text(&chance), kind: chance.pick([nil, .computer, .mobile]))
            },
            attributes: (0..<chance.below(3)).map { _ in Attribute(name: name(&chance), value: text(&chance)) })
    }

    private static func reason(_ chance: inout Chance) -> StatusReason {
        StatusReason(chance.any(StatusReason.Code.self), detail: text(&chance))
    }

    private static func recipient(_ id: UserID, _ chance: inout Chance) -> Recipient {
        var one = Recipient(user: id, status: chance.any(RecipientStatus.self), since: moment(&chance))
        if chance.one(in: 2) {
            one.timesSent = 1
            one.lastSentAt = moment(&chance)
            return one
        }
        one.reason = some(&chance, reason)
        one.automatic = chance.one(in: 2)
        one.isRedo = chance.one(in: 2)
        one.generation = UInt32(chance.below(3))
        one.sendNumber = UInt32(chance.below(3))
        one.timesSent = UInt32(chance.below(3))
        one.lastSentAt = some(&chance, moment)
        one.acceptedAt = some(&chance, moment)
        one.notBefore = some(&chance, moment) ?? .distantPast
        one.attempts = UInt32(chance.below(3))
        one.claimedEpoch = UInt32(chance.below(3))
        one.by = some(&chance) { $0.id() }
        one.openedInFlight = some(&chance, moment)
        one.askedAt = some(&chance, moment)
        one.beforeQueued = some(&chance) { chance in
            Recipient.Standing(
                status: chance.any(RecipientStatus.self), reason: some(&chance, reason), since: moment(&chance))
        }
        return one
    }

    private static func registration(_ id: UserID, _ chance: inout Chance) -> Registration {
        var one = Registration(
            user: id, status: chance.any(RegistrationStatus.self), since: moment(&chance), generation: UInt32(chance.below(3)),
            clientUserID: UniqueID(high: chance.next(), low: chance.next()), automatic: chance.one(in: 2),
            notBefore: some(&chance, moment) ?? .distantPast)
        one.appleStatus = chance.pick([nil, "Registered", "Associated", "Odd \"é\""])
        one.inviteCode = some(&chance) { chance in (0..<chance.below(40)).map { _ in UInt8(chance.below(256)) } }
        one.idHash = some(&chance, text)
        if chance.one(in: 2) { return one }
        one.previousIDHash = some(&chance, text)
        one.acceptedAt = some(&chance, moment)
        one.error = some(&chance) { AppleError(number: -9_635 + $0.below(20_000), message: text(&$0)) }
        one.request = some(&chance) { $0.id() }
        one.redo = some(&chance) { $0.id() }
        one.decision = some(&chance) { chance in
            Decision(
                sequence: chance.next() >> 1, at: moment(&chance), by: text(&chance), what: chance.pick(["redoRequested", "x"]))
        }
        return one
    }
}

extension String {
    fileprivate func padded(_ count: Int) -> String { String(repeating: self, count: count) }
}
