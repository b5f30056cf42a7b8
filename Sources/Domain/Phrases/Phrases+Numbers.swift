/// Counts, spans and moments.
extension Phrases {
    /// `8,214`: digits in threes.
    package static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude).utf8)
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }

    /// `1 user`, `2 users`, `1,000 people`.
    package static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// `82 %`: rounded down, so that 100 means all; 0 of 0 is 0.
    package static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "0 %" }
        return "\(Int(Double(max(0, part)) / Double(whole) * 100)) %"
    }

    /// A span in its greatest whole unit: `9d`, `3h`, `4 min`, `40 s`; what is below zero reads `0 s`.
    package static func span(_ span: Span) -> String {
        let seconds = max(0, span.milliseconds) / 1_000
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3_600: return "\(seconds / 60) min"
        case ..<86_400: return "\(seconds / 3_600)h"
        default: return "\(count(Int(seconds / 86_400)))d"
        }
    }

    /// How long ago a moment was: `9d`.
    package static func age(_ moment: Instant, _ now: Instant) -> String { span(now.since(moment)) }

    /// How long ago a moment was, in a sentence: `4 min ago`, `just now`.
    package static func ago(_ moment: Instant, _ now: Instant) -> String {
        now.since(moment) < .seconds(5) ? "just now" : "\(age(moment, now)) ago"
    }

    /// `2026-11-22 11:34 UTC`.
    package static func moment(_ moment: Instant) -> String {
        let parts = moment.utc
        return "\(parts.date) \(twoDigits(parts.hour)):\(twoDigits(parts.minute)) UTC"
    }

    /// `2026-11-22`.
    package static func date(_ moment: Instant) -> String { moment.utc.date }

    /// `12 min`, `3h 20 min`, `2 days`: how long a sending takes, in a sentence.
    package static func minutes(_ minutes: Int) -> String {
        switch minutes {
        case ..<1: "less than a minute"
        case ..<60: "\(minutes) min"
        case ..<2_880: minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes / 60)h \(minutes % 60) min"
        default: count(minutes / 1_440, "day")
        }
    }

    /// `anna, ben and 7 more`; the whole is `total`.
    package static func names(_ names: [String], total: Int, limit: Int = 3) -> String {
        let shown = Array(names.prefix(limit))
        let more = total - shown.count
        if more > 0 { return shown.isEmpty ? count(more, "user") : "\(shown.joined(separator: ", ")) and \(count(more)) more" }
        guard shown.count > 1, let last = shown.last else { return shown.first ?? "nobody" }
        return "\(shown.dropLast().joined(separator: ", ")) and \(last)"
    }

    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
