import Foundation
import Logging

/// Where all requests meet: the one owner of the model, of the clock and of the state file.
actor SimulatorDesk {
    private var apple: SimulatedApple
    private let now: @Sendable () -> Date
    private let requestsPerSecond: Int
    private let logger: Logger
    private var file: StateFile?
    /// Set when an append failed and may have left half a line.
    private var fileIsBroken = false
    private var budgets: [String: RequestBudget] = [:]
    private(set) var baseURL = ""

    /// Takes the kept state, or starts a new one with a location and its content token, and puts the token where it belongs.
    ///
    /// - Throws: `stateInUse`, `stateUnreadable`, `fileRefused`.
    init(options: AppleSimulatorOptions, now: @escaping @Sendable () -> Date, logger: Logger) throws(AppleSimulatorFailure) {
        self.now = now
        self.logger = logger
        requestsPerSecond = max(0, options.requestsPerSecond)
        let file = try options.stateDirectory.map { (path) throws(AppleSimulatorFailure) in try StateFile(directory: path) }
        let kept = try file?.load()
        apple = kept?.apple(rules: options.rules) ?? SimulatedApple(secret: options.secret, rules: options.rules)
        self.file = file
        let moment = now()
        if apple.locations.isEmpty { try Self.open(options, in: &apple, at: moment) }
        apple.people = AcceptingPeople(perMinute: options.peoplePerMinute, since: moment)
        try self.file?.rewrite(apple.allChanges())
        _ = apple.takeChanges()
    }

    private static func open(
        _ options: AppleSimulatorOptions, in apple: inout SimulatedApple, at moment: Date
    ) throws(AppleSimulatorFailure) {
        let location = apple.addLocation(options.locationPlan)
        do {
            _ = try apple.issueToken(for: location, expires: options.tokenExpires ?? moment.addingYear)
        } catch {
            throw .fileRefused(path: options.tokenFile ?? "content token", reason: error.localizedDescription)
        }
    }

    /// Says under which origin the service answers, once the port is known.
    func open(at baseURL: String) {
        self.baseURL = baseURL
    }

    /// Brings the service up to this moment, lets `body` read or change it, and keeps what changed before returning.
    func work<Answer: Sendable, Failure: Error>(
        _ body: @Sendable (inout SimulatedApple, Date) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        let moment = now()
        apple.advance(to: moment)
        defer { keep() }
        return try body(&apple, moment)
    }

    /// Finds out who sends an `Authorization` header and counts the request.
    func admit(_ authorization: String?) throws(ServiceError) -> TokenHolder {
        let moment = now()
        let holder = try apple.holder(ofAuthorization: authorization, at: moment)
        if requestsPerSecond > 0 {
            try budgets[holder.token.text, default: RequestBudget(perSecond: requestsPerSecond)].admit(at: moment)
        }
        return holder
    }

    /// What service config says now.
    var serviceConfig: ServiceConfigWire {
        ServiceConfigWire(baseURL: baseURL, limits: apple.rules.limits, requestsPerSecond: requestsPerSecond)
    }

    private func keep() {
        guard file != nil else {
            apple.forgetChanges()
            return
        }
        let changes = apple.takeChanges()
        guard !changes.isEmpty else { return }
        do throws(AppleSimulatorFailure) {
            if fileIsBroken { try file?.rewrite(apple.allChanges()) } else { try file?.append(changes) }
            fileIsBroken = false
        } catch {
            fileIsBroken = true
            logger.error("the state could not be kept", metadata: ["reason": "\(error)"])
        }
    }
}

extension Date {
    /// The same moment 365 days later, which is how long a content token lasts.
    var addingYear: Date { addingTimeInterval(365 * 86_400) }
}

extension AppleSimulatorOptions {
    var rules: SimulatedApple.Rules {
        SimulatedApple.Rules(
            limits: limits, behaviour: behaviour, managedAccounts: ManagedAccountRule(domains: managedDomains),
            eventDelay: eventDelay, pageSize: max(1, pageSize))
    }

    var secret: Secret { Secret(seed: seed ?? .random(in: .min ... .max)) }

    var locationPlan: SimulatedApple.LocationPlan {
        SimulatedApple.LocationPlan(name: locationName, country: country, platform: platform, organisation: organisation)
    }
}
