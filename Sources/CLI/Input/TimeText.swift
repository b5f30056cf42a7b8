import Domain

/// Spans and moments as people type them.
enum TimeText {
    /// `7d`, `90m`, `1h30m`, `10s`, `2w`; nil when it is none.
    static func span(_ text: String) -> Span? {
        var total: Int64 = 0
        var number: Int64?
        for character in text {
            if let digit = character.wholeNumberValue, character.isASCII {
                let (tens, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
                guard !overflow, tens < .max - 10 else { return nil }
                number = tens + Int64(digit)
            } else {
                guard let unit = units[character], let count = number, count <= 100_000_000 else { return nil }
                total += count * unit
                number = nil
            }
        }
        return number == nil && !text.isEmpty ? Span(milliseconds: total) : nil
    }

    private static let units: [Character: Int64] = [
        "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]

    static func requireSpan(_ text: String, option: String) throws(CommandLineFailure) -> Span {
        guard let span = span(text) else { throw .usage("\(option) \(text) is no length of time: write 7d, 3h, 10m or 30s") }
        return span
    }

    /// A moment: RFC 3339, a date (midnight UTC), or how long ago (`7d`).
    static func requireMoment(_ text: String, option: String, now: Instant) throws(CommandLineFailure) -> Instant {
        if let span = span(text) { return now - span }
        guard let moment = Instant(text) else {
            throw .usage("\(option) \(text) is no moment: write 2026-11-22, 2026-11-22T11:34:00Z, or 7d for seven days ago")
        }
        return moment
    }
}
