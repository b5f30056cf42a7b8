import Domain

/// The date of a message. Source: RFC 5322 section 3.3.
enum MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 22 Nov 2026 11:34:50 +0000`
    static func text(_ instant: Instant) -> String {
        let parts = instant.utc
        // 1970-01-01 was a Thursday.
        let sinceEpoch = Int((Double(instant.milliseconds) / 86_400_000).rounded(.down))
        let day = days[((sinceEpoch % 7) + 7) % 7]
        return "\(day), \(parts.day) \(months[parts.month - 1]) \(parts.year) "
            + "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) +0000"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
