import Foundation

@testable import AppleSimulator

/// A model with one location and a moment in time, for tests without any I/O.
struct Stage {
    var apple: SimulatedApple
    var now = Date(timeIntervalSince1970: 1_795_000_000)

    init(_ change: (inout SimulatedApple.Rules) -> Void = { _ in }) {
        var rules = SimulatedApple.Rules()
        rules.limits.maxUsers = 1000
        change(&rules)
        apple = SimulatedApple(secret: Secret(seed: 7), rules: rules)
        _ = apple.addLocation(.init())
    }

    /// Submits and waits until it is processed.
    @discardableResult
    mutating func run(_ type: EventType, _ users: RequestedUser...) throws -> ManagementEvent {
        try run(type, users)
    }

    @discardableResult
    mutating func run(_ type: EventType, _ users: [RequestedUser]) throws -> ManagementEvent {
        try apple.check(users)
        let id = apple.accept(.users(users), as: type, at: 0, now: now)
        now += 1
        apple.advance(to: now)
        return try apple.event(id, of: 0)
    }

    func records(_ id: String) -> [UserRecord] {
        apple.locations[0].recordNumbers(of: id).map { apple.locations[0].records[$0] }
    }

    /// Statuses of all records of an id, oldest first.
    func statuses(_ id: String) -> [UserStatus] { records(id).map(\.status) }

    /// The newest invite code of an id, or a text that is none.
    func code(_ id: String) -> String { records(id).last?.inviteCode?.description ?? "none" }
}

func user(_ id: String, email: String? = nil, managed: String? = nil) -> RequestedUser {
    RequestedUser(clientUserId: id, email: email, managedAppleId: managed)
}

func people(_ range: Range<Int>) -> [RequestedUser] { range.map { user("u\($0)") } }
