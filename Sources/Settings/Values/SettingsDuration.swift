/// A length of time as settings write it: one whole number and one unit, `500ms`, `10s`, `5m`, `24h`, `3d`, `2w`, or `0`.
package struct SettingsDuration: Hashable, Sendable, Comparable {
    /// The length in milliseconds, never negative.
    package let milliseconds: Int64

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// A length in milliseconds; a negative one counts as none.
    package init(milliseconds: Int64) {
        self.milliseconds = max(0, milliseconds)
    }

    /// Reads a length; nil when the text is none or is too long for 64 bits of milliseconds.
    package init?(_ text: String) {
        let digits = text.utf8.prefix { (48...57).contains($0) }
        guard !digits.isEmpty, let number = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
        let unit = String(decoding: text.utf8.dropFirst(digits.count), as: UTF8.self)
        if unit.isEmpty && number == 0 {
            milliseconds = 0
            return
        }
        guard let factor = Self.units.first(where: { $0.name == unit })?.milliseconds else { return nil }
        let product = number.multipliedReportingOverflow(by: factor)
        guard !product.overflow else { return nil }
        milliseconds = product.partialValue
    }

    /// The same length for the standard library's clocks.
    package var duration: Duration { .milliseconds(milliseconds) }

    package static func < (first: SettingsDuration, second: SettingsDuration) -> Bool {
        first.milliseconds < second.milliseconds
    }

    package static func seconds(_ count: Int64) -> SettingsDuration { SettingsDuration(milliseconds: count * 1_000) }
    package static func minutes(_ count: Int64) -> SettingsDuration { .seconds(count * 60) }
    package static func hours(_ count: Int64) -> SettingsDuration { .minutes(count * 60) }
    package static func days(_ count: Int64) -> SettingsDuration { .hours(count * 24) }
}

extension SettingsDuration: CustomStringConvertible {
    /// The length with the largest unit that divides it, as ``init(_:)`` reads it; days rather than weeks.
    package var description: String {
        guard milliseconds > 0 else { return "0s" }
        let unit = Self.units.dropFirst().first { milliseconds % $0.milliseconds == 0 }
        return unit.map { "\(milliseconds / $0.milliseconds)\($0.name)" } ?? "\(milliseconds)ms"
    }
}
