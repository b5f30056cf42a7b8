import Store

/// What some processes do with one store, one step after the other.
struct CrashScript: Sendable {
    typealias Order = SimulatedUser.Order

    enum Step: Sendable {
        /// One group commit of one or several transactions.
        case commit(user: Int, [Order])
        /// The process dies at a later call of this commit, after so many bytes if that call is a write.
        case dyingCommit(user: Int, [Order], calls: Int, bytes: Int)
        case follow(user: Int)
        case reopen(user: Int)
        case stepClock(milliseconds: Int64)
        /// The kernel writes everything to the disk, as it does by itself after a while.
        case writeBack
    }

    static let userCount = 3
    static let usualLength = 14
    let steps: [Step]
    /// From how many bytes on a segment is sealed: in every other script soon.
    let segmentLimit: UInt64

    init(seed: UInt64, length: Int = usualLength) {
        var random = SplitMix(seed: seed)
        segmentLimit = seed / 2 % 2 == 0 ? 64 << 20 : UInt64.random(in: 400..<3000, using: &random)
        var orders: [Order] = []
        steps = (0..<length).map { Self.step($0, &orders, &random) }
    }

    private static func step(_ number: Int, _ orders: inout [Order], _ random: inout SplitMix) -> Step {
        let user = Int.random(in: 0..<userCount, using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<9: return .commit(user: user, newOrders(number, &orders, &random))
        case 9..<11:
            // A person presses the button again.
            guard let again = orders.randomElement(using: &random) else { return .follow(user: user) }
            return .commit(user: user, [again])
        case 11..<14:
            return .dyingCommit(
                user: user, newOrders(number, &orders, &random), calls: Int.random(in: 0..<40, using: &random),
                bytes: Int.random(in: 0..<700, using: &random))
        case 14..<16: return .follow(user: user)
        case 16: return .reopen(user: user)
        case 17: return .stepClock(milliseconds: clockStep(&random))
        default: return .writeBack
        }
    }

    private static func newOrders(_ number: Int, _ orders: inout [Order], _ random: inout SplitMix) -> [Order] {
        let count = [1, 1, 1, 2, 3].randomElement(using: &random) ?? 1
        let new = (0..<count).map { place in
            let records = Int.random(in: 1...(count == 1 ? 5 : 2), using: &random)
            return Order(command: "c-\(number)-\(place)", lengths: (0..<records).map { _ in length(&random) })
        }
        orders += new
        return new
    }

    /// Mostly short, sometimes longer than a sector.
    private static func length(_ random: inout SplitMix) -> Int {
        Int.random(in: 0..<8, using: &random) == 0
            ? Int.random(in: 300..<1300, using: &random) : Int.random(in: 0..<80, using: &random)
    }

    private static func clockStep(_ random: inout SplitMix) -> Int64 {
        let second: Int64 = 1000
        let size = [second, 60 * second, 3600 * second, 86_400 * second, 3_650 * 86_400 * second].randomElement(using: &random)
        return (size ?? second) * (Bool.random(using: &random) ? 1 : -1)
    }
}
