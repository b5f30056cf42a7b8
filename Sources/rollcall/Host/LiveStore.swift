import CLI
import Domain
import Engine
import Gateway
import GatewayVolumePurchasing
import Settings

/// A store that was opened for one verb.
struct LiveStore: OpenStore {
    let composition: Composition
    let damage: String?

    private var engine: Engine { composition.engine }

    var administration: any Administration { engine }

    var deliverer: Deliverer {
        guard let holder = engine.parts.lock.holder() else { return .nobody }
        return holder.role == "service" ? .service : .other(by: holder.by, role: holder.role)
    }

    var rates: SendingRates {
        SendingRates(messagesPerSecond: Double(composition.settings.mail.messagesPerSecond))
    }

    func follow() async { await engine.follow() }

    /// Less than this is read again as fast as it would be kept.
    private static let worthAVerb = 4 << 20

    func finish() async { await engine.keepIfWorthIt(atLeast: Self.worthAVerb) }

    func locationFacts(token: [UInt8], serviceURL: String?) async throws(CommandLineFailure) -> LocationFacts {
        let origin = try Self.origin(serviceURL)
        do {
            let content = try ContentToken.read(token)
            // The id is only for the admission of requests: it becomes a real one when the location is added.
            let access = LocationAccess(
                location: LocationID(0), origin: origin, token: content.secret, claimID: engine.configuration.claim)
            _ = try await composition.volumePurchasing.serviceConfiguration(origin: origin)
            let client = try await composition.volumePurchasing.clientConfiguration(access)
            let settings = LocationSettings(
                name: client.locationName.isEmpty ? content.organisation : client.locationName,
                uniqueLocationID: client.uniqueLocationID, organisation: content.organisation, country: client.country,
                serviceURL: origin, tokenExpires: content.expires)
            let isOurs = client.claim == nil || client.claim?.id == engine.configuration.claim
            return LocationFacts(settings: settings, claimedBy: isOurs ? nil : client.claim?.name)
        } catch let failure as GatewayFailure {
            throw Self.failure(failure)
        } catch {
            throw .outside("\(error)")
        }
    }

    private static func origin(_ text: String?) throws(CommandLineFailure) -> String {
        guard let text else { return Composition.appleService }
        guard let url = ServiceURL(text, schemes: ["http", "https"]) else {
            throw .usage("--service-url takes an address such as http://127.0.0.1:8090, not \(text)")
        }
        guard url.scheme == "https" || url.isLoopback else {
            throw .usage("--service-url: plain HTTP goes only to this host (127.0.0.1), because the token goes with it")
        }
        return url.description.hasSuffix("/") ? String(url.description.dropLast()) : url.description
    }

    private static func failure(_ failure: GatewayFailure) -> CommandLineFailure {
        switch failure.kind {
        case .permanent, .needsPerson: .declined(code: "tokenUnusable", failure.reason)
        case .temporary, .outcomeUnknown: .outside(failure.reason)
        }
    }

    func addLocation(
        _ settings: LocationSettings, siteName: String?, token: [UInt8], _ request: CommandRequest
    ) async throws(CommandFailure) -> CommandResult {
        let secret: Secret
        do { secret = try ContentToken.read(token).secret } catch { throw .store(error.reason, isDamage: false) }
        return try await engine.addLocation(settings, siteName: siteName, token: secret, request)
    }

    func renewToken(
        of location: LocationID, _ facts: LocationChanges.NewToken, token: [UInt8], _ request: CommandRequest
    ) async throws(CommandFailure) -> CommandResult {
        let secret: Secret
        do { secret = try ContentToken.read(token).secret } catch { throw .store(error.reason, isDamage: false) }
        return try await engine.renewToken(of: location, facts, token: secret, request)
    }

    func claim(_ location: LocationID, _ request: CommandRequest) async throws(CommandLineFailure) {
        guard let settings = engine.projection.state.locations[location]?.settings else {
            throw .refused(.unknownLocation(location.description))
        }
        do {
            let token = try engine.parts.keys.contentToken(of: location)
            let access = LocationAccess(
                location: location, origin: settings.serviceURL, token: token, claimID: engine.configuration.claim)
            _ = try await composition.volumePurchasing.claim(access, as: composition.claim)
        } catch let failure as GatewayFailure {
            throw Self.failure(failure)
        } catch {
            throw .outside("\(error)")
        }
    }

    func work(for requests: [ReadRequestID], patience: Domain.Span) async {
        await engine.answer(requests, patience: patience)
    }
}
