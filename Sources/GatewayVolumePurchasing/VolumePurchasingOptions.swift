/// How the gateway talks to the service; the defaults are for Apple's.
package struct VolumePurchasingOptions: Sendable {
    /// How many requests may be under way at once, over all locations; Apple allows five pages of a list in parallel.
    package var connections = 5
    /// For reaching the service, encryption included.
    package var connectTimeout: Duration = .seconds(10)
    /// For a whole exchange, from the first byte to the last.
    package var timeout: Duration = .seconds(60)
    /// An answer longer than this is refused.
    package var maxAnswerBytes = 16 << 20
    /// PEM file of trusted authorities; nil: the system's.
    package var caFile: String?
    /// How long a service configuration is believed.
    package var configurationLifetime: Duration = .seconds(300)

    /// The defaults above.
    package init() {}
}
