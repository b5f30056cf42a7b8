import Foundation

/// How a simulator starts: where it listens, what it plays, where it keeps what happened.
package struct AppleSimulatorOptions: Sendable {
    /// Where to listen; loopback only.
    package var listen: LoopbackAddress = .anyPort
    /// Directory for the state; nil keeps it in memory. Created when missing.
    package var stateDirectory: String?
    /// Where to write the content token (`.vpptoken`) of the first location, mode 0600.
    package var tokenFile: String?
    /// `orgName` inside content tokens, and the organisation that invitations name.
    package var organisation = "Sample Organisation"
    /// Display name of the first location.
    package var locationName = "Main Campus"
    /// ISO alpha-2 country of the first location.
    package var country = "FR"
    /// Whether the location belongs to a business or to a school.
    package var platform: LocationPlatform = .business
    /// Domains whose Apple Accounts exist and belong to the organisation; empty: every domain whose name contains "appleid".
    package var managedDomains: [String] = []
    /// How long an event stays PENDING before what it asked for becomes visible.
    package var eventDelay: Duration = .milliseconds(300)
    /// Records looked at for one page.
    package var pageSize = 500
    /// The limits that service config publishes and requests are held to.
    package var limits = ServiceLimits()
    /// Requests a second for one token before 429/9646; 0 checks nothing and publishes no limit.
    package var requestsPerSecond = 15
    /// When content tokens end; nil: one year after they are issued.
    package var tokenExpires: Date?
    /// Starting point of everything random; nil draws one. A state directory that has one already keeps its own.
    package var seed: UInt64?
    /// Open invitations accepted a minute by made-up people from the start, 0.01 to 600,000; anything else: nobody.
    package var peoplePerMinute: Double = 0
    /// The answers to questions that Apple's documentation leaves open.
    package var behaviour = SimulatorBehaviour()

    /// The defaults above.
    package init() {}
}
