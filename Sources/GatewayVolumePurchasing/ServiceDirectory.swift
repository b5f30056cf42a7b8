import Domain
import Gateway

/// Keeps the description of each origin for as long as it may be believed, and asks once when many want it.
actor ServiceDirectory {
    typealias Answer = Result<ServiceDescription, GatewayFailure>

    private struct Entry {
        var description: ServiceDescription
        var readAt: Instant
    }

    private let lifetime: Span
    private let time: any TimeSource
    private let fetch: @Sendable (ServiceOrigin) async -> Answer
    private var entries: [ServiceOrigin: Entry] = [:]
    private var underWay: [ServiceOrigin: Task<Answer, Never>] = [:]

    init(lifetime: Span, time: any TimeSource, fetch: @escaping @Sendable (ServiceOrigin) async -> Answer) {
        self.lifetime = lifetime
        self.time = time
        self.fetch = fetch
    }

    func description(of text: String) async throws(GatewayFailure) -> ServiceDescription {
        guard let origin = ServiceOrigin(text) else {
            throw GatewayFailure(
                .needsPerson,
                "\"\(OutsideText.clean(text))\" is not the address of a service: https://host[:port], or http:// with a loopback"
                    + " host; correct the location's service URL")
        }
        if let entry = entries[origin], isFresh(entry) { return entry.description }
        return try await read(origin).get()
    }

    /// The next caller reads the description again, because an address in it turned out to be wrong.
    func forget(_ origin: ServiceOrigin) { entries[origin] = nil }

    private func isFresh(_ entry: Entry) -> Bool {
        let age = time.now().since(entry.readAt)
        // A clock that was set back makes a description from the future: not fresh either.
        return age >= .zero && age < lifetime
    }

    private func read(_ origin: ServiceOrigin) async -> Answer {
        if let task = underWay[origin] { return await task.value }
        let task = Task { [fetch] in await fetch(origin) }
        underWay[origin] = task
        let answer = await task.value
        underWay[origin] = nil
        if case .success(let description) = answer { entries[origin] = Entry(description: description, readAt: time.now()) }
        return answer
    }
}
