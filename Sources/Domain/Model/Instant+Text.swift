/// RFC 3339 text of an instant, and back. Source: RFC 3339 section 5.6; the calendar arithmetic is the proleptic Gregorian one.
extension Instant {
    /// `2026-11-22T11:34:50.123Z`: always UTC, always milliseconds, so that texts sort as the moments do.
    package var rfc3339: String {
        let parts = utc
        return "\(parts.date)T\(padded(parts.hour, 2)):\(padded(parts.minute, 2)):\(padded(parts.second, 2))"
            + ".\(padded(parts.millisecond, 3))Z"
    }

    /// Parses RFC 3339 and the two spellings that Apple's tokens use (`+0000` without a colon); nil when it is neither.
    package init?(_ text: String) {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var milliseconds = Civil.days(year: year, month: month, day: day) * 86_400_000
        if !reader.atEnd {
            guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.number(2), reader.skip(":"),
                let minute = reader.number(2), hour < 24, minute < 60
            else { return nil }
            milliseconds += Int64(hour * 3_600 + minute * 60) * 1_000
            if reader.skip(":") {
                guard let second = reader.number(2), second <= 60 else { return nil }
                milliseconds += Int64(second) * 1_000
            }
            milliseconds += reader.fraction()
            guard let offsetMinutes = reader.offset(), reader.atEnd else { return nil }
            milliseconds -= Int64(offsetMinutes) * 60_000
        }
        self.init(milliseconds: milliseconds)
    }

    package struct Parts: Sendable {
        package var year, month, day, hour, minute, second, millisecond: Int
        /// `2026-11-22`
        package var date: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
    }

    /// The calendar parts in UTC.
    package var utc: Parts { parts(offsetMinutes: 0) }

    /// The calendar parts at an offset east of UTC.
    package func parts(offsetMinutes: Int) -> Parts {
        let local = milliseconds.addingReportingOverflow(Int64(offsetMinutes) * 60_000).partialValue
        let days = local.flooredQuotient(86_400_000)
        let rest = Int(local - days * 86_400_000)
        let (year, month, day) = Civil.date(days: days)
        return Parts(
            year: year, month: month, day: day, hour: rest / 3_600_000, minute: rest / 60_000 % 60,
            second: rest / 1_000 % 60, millisecond: rest % 1_000)
    }
}

/// Days to date and back, after the era method: 400 Gregorian years are 146,097 days.
enum Civil {
    static func days(year: Int, month: Int, day: Int) -> Int64 {
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let era = shifted.flooredQuotient(400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func date(days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = Int(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9)
        let year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
        return (year, month, Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1))
    }
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private struct DigitReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var atEnd: Bool { index == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
        index += 1
        return true
    }

    mutating func number(_ digits: Int) -> Int? {
        guard index + digits <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<index + digits] {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        index += digits
        return value
    }

    /// Milliseconds of `.123456`; digits beyond the third are dropped.
    mutating func fraction() -> Int64 {
        guard skip(".") else { return 0 }
        var value: Int64 = 0
        var scale: Int64 = 100
        while let digit = number(1) {
            value += Int64(digit) * scale
            scale /= 10
        }
        return value
    }

    /// Minutes east of UTC for `Z`, `+01:00` and `+0100`; nil when there is none.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = number(2), hours < 24 else { return nil }
        _ = skip(":")
        guard let minutes = number(2), minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
