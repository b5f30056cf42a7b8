/// When requests of the last second were let through, and until when none may be.
struct RequestWindow: Hashable, Sendable {
    static let maximumLength = 65_536
    private static let width: Int64 = 1000
    private static let mostTimes = 2000

    private var times: [Int64] = []
    private var blockedAt: Int64 = 0
    private var blockedUntil: Int64 = 0

    init() {}

    /// After an unreadable file: as if the second were full.
    static func unknown(_ now: Int64) -> RequestWindow {
        var window = RequestWindow()
        (window.blockedAt, window.blockedUntil) = (now, now + width)
        return window
    }

    mutating func admit(_ limit: Int, _ now: Int64) -> RequestAdmission.Answer {
        settle(now)
        if blockedUntil > now { return .waitUntil(blockedUntil) }
        let limit = min(limit, Self.mostTimes)
        if times.count >= limit { return .waitUntil(times[times.count - limit] + Self.width) }
        times.append(now)
        return .go
    }

    mutating func block(_ until: Int64, _ now: Int64) -> RequestAdmission.Answer {
        settle(now)
        if until > blockedUntil { (blockedAt, blockedUntil) = (now, until) }
        return .go
    }

    /// Drops what is over. What seems to lie in the future was written before the clock stepped back: it counts from now.
    private mutating func settle(_ now: Int64) {
        times = times.map { min($0, now) }.filter { $0 > now - Self.width }
        if blockedAt > now { (blockedAt, blockedUntil) = (now, now + (blockedUntil - blockedAt)) }
    }

    var line: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("times", integers: times)
            writer.field("blockedAt", blockedAt)
            writer.field("blockedUntil", blockedUntil)
        }
        var line = Array(writer.bytes.dropLast())
        _ = RecordFraming.close(&line, from: 0, seed: 0)
        return line
    }

    /// What the first line of the file says; nil if it is not sound.
    init?(_ bytes: [UInt8]) {
        guard let end = bytes.firstIndex(of: .lineFeed), RecordFraming.isSound(bytes, 0..<end),
            let fields = try? JSONFields(bytes[..<end]), let times = try? fields.integers("times", as: Int64.self),
            let blockedAt = try? fields.integer("blockedAt", as: Int64.self),
            let blockedUntil = try? fields.integer("blockedUntil", as: Int64.self), blockedUntil >= blockedAt
        else { return nil }
        (self.times, self.blockedAt, self.blockedUntil) = (times.sorted(), blockedAt, blockedUntil)
    }
}
