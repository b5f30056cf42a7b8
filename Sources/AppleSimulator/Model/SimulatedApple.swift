import Foundation

/// Where a record lies: which location, which of its records.
struct RecordPlace: Hashable, Sendable {
    let location: Int
    let number: Int
}

/// Apple's service as a value: locations, their users, invitations and events.
///
/// It knows no clock, no randomness and no I/O. Whoever holds it says what time it is, calls `advance(to:)`
/// before every question, and keeps what `takeChanges()` hands over.
struct SimulatedApple: Sendable {
    /// What is fixed while the service runs.
    struct Rules: Sendable {
        var limits = ServiceLimits()
        var behaviour = SimulatorBehaviour()
        var managedAccounts = ManagedAccountRule(domains: [])
        var eventDelay: Duration = .milliseconds(300)
        var pageSize = 500
    }

    let secret: Secret
    let rules: Rules
    private(set) var locations: [Location] = []
    private(set) var open = OpenInvitations()
    private var places: [InviteCode: RecordPlace] = [:]
    var events: [String: ManagementEvent] = [:]
    /// Identifiers of events that are not done, by due time.
    var waiting: [String] = []
    var people: AcceptingPeople?
    var unsavedEvents: [String] = []
    private var secretUnsaved = true

    init(secret: Secret, rules: Rules) {
        precondition(rules.pageSize > 0, "a page holds at least one record")
        self.secret = secret
        self.rules = rules
    }

    /// The service as it was kept; nothing in it counts as unsaved.
    init(secret: Secret, rules: Rules, locations: [Location], events: [ManagementEvent]) {
        self.init(secret: secret, rules: rules)
        secretUnsaved = false
        self.locations = locations
        for (location, kept) in locations.enumerated() {
            for (number, record) in kept.records.enumerated() {
                follow(record, at: RecordPlace(location: location, number: number))
            }
        }
        for event in events { self.events[event.id] = event }
        waiting = events.filter { $0.outcome == nil }.sorted { $0.due < $1.due }.map(\.id)
    }
}

extension SimulatedApple {
    /// What a new location is made of.
    struct LocationPlan: Sendable {
        var name = "Main Campus"
        var country = "FR"
        var platform = LocationPlatform.business
        var organisation = "Sample Organisation"
    }

    /// Opens a location without users, content or token, and returns its number.
    mutating func addLocation(_ plan: LocationPlan) -> Int {
        let number = locations.count
        let uId = "2049\(100_000_000_000 + secret.pick("uId", number, below: 899_999_999_999))"
        let facts = LocationFacts(
            uId: uId, name: plan.name, country: plan.country.uppercased(), platform: plan.platform,
            organisation: plan.organisation)
        locations.append(Location(facts: facts))
        return number
    }

    mutating func changeFacts(of location: Int, _ edit: (inout LocationFacts) -> Void) {
        locations[location].changeFacts(edit)
    }

    func record(at place: RecordPlace) -> UserRecord {
        locations[place.location].records[place.number]
    }

    func place(of code: InviteCode) -> RecordPlace? {
        places[code]
    }

    mutating func add(_ record: UserRecord, to location: Int) {
        let number = locations[location].add(record)
        follow(record, at: RecordPlace(location: location, number: number))
    }

    mutating func change(_ place: RecordPlace, _ edit: (inout UserRecord) -> Void) {
        locations[place.location].change(place.number, edit)
        follow(record(at: place), at: place)
    }

    /// Keeps the indexes over all locations true to a record.
    private mutating func follow(_ record: UserRecord, at place: RecordPlace) {
        guard let code = record.inviteCode else { return }
        places[code] = place
        if record.codeState == .open { open.insert(code) } else { open.remove(code) }
    }
}

extension SimulatedApple {
    /// Everything that changed since the last call, to be kept together.
    mutating func takeChanges() -> [StateChange] {
        var changes: [StateChange] = secretUnsaved ? [.secret(secret)] : []
        for (number, location) in locations.enumerated() {
            if location.factsUnsaved { changes.append(.location(number, location.facts)) }
            let records = Set(location.unsavedRecords).sorted()
            changes += records.map { .record(number, $0, location.records[$0]) }
        }
        for id in unsavedEvents { if let event = events[id] { changes.append(.event(event)) } }
        forgetChanges()
        return changes
    }

    /// Counts everything as saved.
    mutating func forgetChanges() {
        for number in locations.indices { locations[number].markSaved() }
        secretUnsaved = false
        unsavedEvents = []
    }

    /// The whole state, as if all of it had just changed.
    func allChanges() -> [StateChange] {
        var changes: [StateChange] = [.secret(secret)]
        for (number, location) in locations.enumerated() {
            changes.append(.location(number, location.facts))
            for (record, value) in location.records.enumerated() { changes.append(.record(number, record, value)) }
        }
        let inOrder = events.values.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
        return changes + inOrder.map { .event($0) }
    }
}
