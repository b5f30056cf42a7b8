import Domain

/// The `Retry-After` header. Source: RFC 9110 section 10.2.3 (seconds, or a date in the fixed form of section 5.6.7).
enum RetryAfter {
    private static let longest = Span.days(1)
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// How long to wait from `now`; nil when the header cannot be read. At most a day, so that a typing error over there
    /// does not stop a location for a year.
    static func span(_ header: String, now: Instant) -> Span? {
        if header.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), !header.isEmpty {
            return min(longest, .seconds(Int64(header).map { min($0, 86_400) } ?? 86_400))
        }
        guard let date = date(header) else { return nil }
        return min(longest, max(.zero, date.since(now)))
    }

    /// `Sun, 22 Nov 2026 11:34:50 GMT`
    private static func date(_ text: String) -> Instant? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        return Instant("\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(parts[1])T\(parts[4])Z")
    }
}
