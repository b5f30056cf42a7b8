/// Instants as milliseconds since 1970 UTC, written as RFC 3339 with milliseconds: `2026-11-22T11:34:50.123Z`.
package enum Timestamp {
    static let length = 24
    /// From the year 0 to the year 9999: what the text form can hold.
    static let range: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    /// The text of an instant; one that has no text is moved to the nearest that has.
    package static func text(_ milliseconds: Int64) -> String {
        var bytes: [UInt8] = []
        bytes.appendTimestamp(milliseconds)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The instant that exactly this form of text stands for, nil for any other form.
    package static func milliseconds(_ text: ArraySlice<UInt8>) -> Int64? {
        text.count == length ? milliseconds(Array(text), at: 0) : nil
    }

    /// The same for the 24 bytes from `start` on, which must be there.
    static func milliseconds(_ text: [UInt8], at start: Int) -> Int64? {
        guard text[start + 4] == .minus, text[start + 7] == .minus, text[start + 10] == UInt8(ascii: "T"),
            text[start + 13] == .colon, text[start + 16] == .colon, text[start + 19] == UInt8(ascii: "."),
            text[start + 23] == UInt8(ascii: "Z"), let year = number(text, start, 4), let month = number(text, start + 5, 2),
            let day = number(text, start + 8, 2), let hour = number(text, start + 11, 2),
            let minute = number(text, start + 14, 2), let second = number(text, start + 17, 2),
            let millisecond = number(text, start + 20, 3), (1...12).contains(month), day >= 1,
            day <= lengthOfMonth(month, year), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = daysSince1970(year: year, month: month, day: day)
        return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millisecond
    }

    private static func number(_ text: [UInt8], _ start: Int, _ count: Int) -> Int64? {
        var value: Int64 = 0
        for index in start..<start + count {
            guard text[index].isDecimalDigit else { return nil }
            value = value * 10 + Int64(text[index] - .zero)
        }
        return value
    }

    private static func lengthOfMonth(_ month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Years are counted from March, so that the leap day is the last day of a year; eras have 400 years.
    static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension [UInt8] {
    /// Appends an instant as RFC 3339 with milliseconds.
    mutating func appendTimestamp(_ milliseconds: Int64) {
        let instant = Swift.min(Swift.max(milliseconds, Timestamp.range.lowerBound), Timestamp.range.upperBound)
        let days = instant >= 0 ? instant / 86_400_000 : (instant - 86_399_999) / 86_400_000
        let rest = instant - days * 86_400_000
        let date = Timestamp.civil(days)
        appendPadded(date.year, 4, then: "-")
        appendPadded(date.month, 2, then: "-")
        appendPadded(date.day, 2, then: "T")
        appendPadded(rest / 3_600_000, 2, then: ":")
        appendPadded(rest / 60_000 % 60, 2, then: ":")
        appendPadded(rest / 1000 % 60, 2, then: ".")
        appendPadded(rest % 1000, 3, then: "Z")
    }

    private mutating func appendPadded(_ number: Int64, _ width: Int, then mark: Unicode.Scalar) {
        let start = count
        var rest = number
        for _ in 0..<width {
            append(UInt8(truncatingIfNeeded: rest % 10) + .zero)
            rest /= 10
        }
        self[start...].reverse()
        append(UInt8(ascii: mark))
    }
}
