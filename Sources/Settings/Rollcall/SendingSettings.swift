import Foundation

/// How careful sending is (section `sending`).
package struct SendingSettings: Hashable, Sendable {
    /// Who was reached more recently than this is left out of a resend unless included.
    package var coolDown = SettingsDuration.hours(24)
    /// As the file says; nil for the defaults. See ``takeBackWindow(people:)``.
    package var takeBackWindowSetting: SettingsDuration?
    /// A change that adds more people than this to a standing scope is held until a person releases it (R31).
    package var holdAbove = 50
    /// An IANA name such as `Europe/Paris`; nil for the host's own zone.
    package var timeZone: String?

    static let names = ["cool-down", "take-back-window", "hold-above", "time-zone"]

    init() {}

    init(_ section: SettingsSection) {
        coolDown = section.duration("cool-down", in: SettingsDuration(milliseconds: 0)...(.days(365))) ?? coolDown
        takeBackWindowSetting = section.duration("take-back-window", in: SettingsDuration(milliseconds: 0)...(.days(1)))
        holdAbove = section.integer("hold-above", in: 0...10_000_000) ?? holdAbove
        timeZone = section.text("time-zone")
        if let timeZone, TimeZone(identifier: timeZone) == nil {
            let question = NearestName.question(timeZone, among: TimeZone.knownTimeZoneIdentifiers)
            section.reader.report(
                section.entry("time-zone")?.value.place ?? section.place,
                "\(quoted(timeZone)) is no time zone\(question)")
        }
    }

    /// How long messages of the console wait before they leave (R20): 10s, or 60s above 100 people, unless the file says longer.
    ///
    /// Verbs of the command line do not wait unless `--take-back-window` says so.
    package func takeBackWindow(people: Int) -> SettingsDuration {
        let window = takeBackWindowSetting ?? .seconds(10)
        return people > 100 ? max(window, .seconds(60)) : window
    }
}
