/// A moment in time: milliseconds since 1970-01-01 00:00 UTC.
package struct Instant: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static let distantPast = Instant(milliseconds: 0)

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment `span` later; saturates instead of overflowing, since spans come from configuration files.
    package static func + (instant: Instant, span: Span) -> Instant {
        let (sum, overflow) = instant.milliseconds.addingReportingOverflow(span.milliseconds)
        return Instant(milliseconds: overflow ? .max : sum)
    }

    package static func - (instant: Instant, span: Span) -> Instant {
        let (difference, overflow) = instant.milliseconds.subtractingReportingOverflow(span.milliseconds)
        return Instant(milliseconds: overflow ? .min : difference)
    }

    /// The time from `earlier` to this moment; negative when `earlier` is later.
    package func since(_ earlier: Instant) -> Span {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return Span(milliseconds: overflow ? .max : difference)
    }
}

/// A length of time in milliseconds.
package struct Span: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static let zero = Span(milliseconds: 0)
    package static func seconds(_ count: Int64) -> Span { Span(milliseconds: count * 1_000) }
    package static func minutes(_ count: Int64) -> Span { .seconds(count * 60) }
    package static func hours(_ count: Int64) -> Span { .minutes(count * 60) }
    package static func days(_ count: Int64) -> Span { .hours(count * 24) }

    package static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }
}
