import Foundation

/// A state as read from its file, checked so that a model made of it cannot trip.
struct KeptState {
    private(set) var secret: Secret?
    private var facts: [LocationFacts] = []
    private var records: [[UserRecord]] = []
    private var events: [String: ManagementEvent] = [:]

    /// Reads the lines of a state file; a last line without its end is what a crash left, and is dropped.
    ///
    /// - Throws: `stateUnreadable`.
    init(lines data: Data, path: String) throws(AppleSimulatorFailure) {
        let decoder = JSONDecoder()
        var rest = data[...]
        var line = 0
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            line += 1
            guard let changes = try? decoder.decode([StateChange].self, from: Data(rest[..<end])), take(changes) else {
                throw .stateUnreadable(path: path, line: line)
            }
            rest = rest[rest.index(after: end)...]
        }
        guard isSound else { throw .stateUnreadable(path: path, line: line) }
    }

    /// The model that goes on where the state ended; nil when the state is empty.
    func apple(rules: SimulatedApple.Rules) -> SimulatedApple? {
        guard let secret else { return nil }
        let locations = zip(facts, records).map { Location(facts: $0, keptRecords: $1) }
        let inOrder = events.values.sorted { ($0.accepted, $0.id) < ($1.accepted, $1.id) }
        return SimulatedApple(secret: secret, rules: rules, locations: locations, events: inOrder)
    }

    private mutating func take(_ changes: [StateChange]) -> Bool {
        changes.allSatisfy { take($0) }
    }

    private mutating func take(_ change: StateChange) -> Bool {
        switch change {
        case .secret(let secret): self.secret = secret
        case .location(let number, let facts): return take(facts, as: number)
        case .record(let location, let number, let record): return take(record, as: number, in: location)
        case .event(let event): events[event.id] = event
        }
        return true
    }

    private mutating func take(_ facts: LocationFacts, as number: Int) -> Bool {
        guard (0...self.facts.count).contains(number) else { return false }
        if number == self.facts.count {
            self.facts.append(facts)
            records.append([])
        } else {
            self.facts[number] = facts
        }
        return true
    }

    private mutating func take(_ record: UserRecord, as number: Int, in location: Int) -> Bool {
        guard records.indices.contains(location), (0...records[location].count).contains(number) else { return false }
        guard record.former.map({ (0..<number).contains($0) }) ?? true, (0..<Self.maxChanges).contains(record.changed) else {
            return false
        }
        if number == records[location].count { records[location].append(record) } else { records[location][number] = record }
        return true
    }

    /// More changes than any simulator makes; a larger number would only ask for memory.
    private static let maxChanges = 500_000_000

    private var isSound: Bool {
        let eventsFit = events.values.allSatisfy { facts.indices.contains($0.location) && $0.requested > 0 }
        return eventsFit && (secret != nil || (facts.isEmpty && events.isEmpty))
    }
}
