/// How often Apple is asked (section `volume-purchasing`).
package struct VolumePurchasingSettings: Hashable, Sendable {
    /// As the file says; nil leaves it to the origin. See ``firstPoll(isLoopback:)``.
    package var firstPollSetting: SettingsDuration?
    /// As the file says; nil leaves it to the origin. See ``pollInterval(isLoopback:)``.
    package var pollIntervalSetting: SettingsDuration?
    /// How long lies between two full readings of a location.
    package var syncEvery = SettingsDuration.minutes(10)

    static let names = ["first-poll", "poll-interval", "sync-every"]

    /// The shortest time between two questions about one event that Apple is asked with.
    package static let shortestPollInterval = SettingsDuration.seconds(30)

    init() {}

    init(_ section: SettingsSection) {
        let range = SettingsDuration(milliseconds: 1)...SettingsDuration.days(1)
        firstPollSetting = section.duration("first-poll", in: range)
        pollIntervalSetting = section.duration("poll-interval", in: range)
        syncEvery = section.duration("sync-every", in: .seconds(1)...(.days(7))) ?? syncEvery
    }

    /// How long after a request its outcome is asked for: 3s, or 100ms at a loopback origin, unless the file says otherwise.
    package func firstPoll(isLoopback: Bool) -> SettingsDuration {
        firstPollSetting ?? (isLoopback ? SettingsDuration(milliseconds: 100) : .seconds(3))
    }

    /// How long lies between two questions after the first: 30s, or 500ms at a loopback origin, unless the file says otherwise.
    ///
    /// Never below 30s for an origin that is not loopback, whatever the file says.
    package func pollInterval(isLoopback: Bool) -> SettingsDuration {
        if isLoopback { return pollIntervalSetting ?? SettingsDuration(milliseconds: 500) }
        return max(pollIntervalSetting ?? Self.shortestPollInterval, Self.shortestPollInterval)
    }
}
