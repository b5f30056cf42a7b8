import Domain
import Engine
import Store

/// An invitation of everybody in the store, recorded as registered and sent, and a resend of it.
struct CampaignBench {
    private static let location = LocationID(1)
    let path: String

    /// - Parameter worked: how many outcomes of the resend the worker's own commands record.
    func run(worked: Int) async throws {
        let opened = try OpenStore(path, keeps: true)
        try await opened.engine.load()
        try await addLocation(opened)
        let settings = InvitationSettings(name: "All", location: Self.location, method: .email, scope: .allUsers)
        let (id, invited) = try await invite(opened, settings)
        Figure.say("invited", invited)
        try recordSent(id, opened)
        try await resend(id, opened)
        if worked > 0 { try await work(id, opened, count: worked) }
    }

    private func addLocation(_ opened: OpenStore) async throws {
        let settings = LocationSettings(
            name: "Paris", uniqueLocationID: "20491", organisation: "Northwind", country: "FR",
            serviceURL: "http://127.0.0.1:9", tokenExpires: SystemTime().now() + .days(365))
        try await opened.perform(.addLocation(settings, siteName: nil))
    }

    private func invite(_ opened: OpenStore, _ settings: InvitationSettings) async throws -> (InvitationID, Int) {
        let began = Clock.seconds()
        let events = try await opened.perform(.createInvitation(settings, takeBackWindow: .zero))
        Figure.say("invite", Clock.seconds() - began)
        var id = InvitationID(1)
        var count = 0
        for event in events {
            if case .invitationCreated(let made, _, _, _) = event { id = made }
            if case .recipientsQueued(let queued) = event { count += queued.users.count }
        }
        return (id, count)
    }

    /// What the outside would have done, straight into the journal.
    private func recordSent(_ id: InvitationID, _ opened: OpenStore) throws {
        let users = opened.state.recipients(of: id).values.filter { $0.status == .queued }.map(\.user)
        var writer = EventWriter(opened.store.journal, after: opened.state.sequence)
        for part in EventWriter.parts(of: users, count: 100) {
            writer.add(
                .registrationConfirmed(
                    Self.location,
                    part.map { ConfirmedRegistration(user: $0, appleStatus: "Registered", inviteCode: [1, 2, 3]) },
                    readBack: false))
        }
        for part in EventWriter.parts(of: users, count: 100) {
            let keys = part.map { RecipientKey(id, $0) }
            writer.add(.deliveriesClaimed(epoch: 1, keys))
            for key in keys { writer.add(.recipientSent(key, epoch: 1)) }
            try writer.writeIfFull()
        }
        try writer.write()
    }

    /// Decided, then decided and durable.
    private func resend(_ id: InvitationID, _ opened: OpenStore) async throws {
        // A small command first, so that what others wrote is taken in before the clock runs.
        try await opened.perform(.createGroup(name: "Small"))
        let command = Command.resendInvitation(id, ResendSelection(force: true), takeBackWindow: .zero, ifVersion: nil)
        var request = opened.engine.ownRequest()
        request.reason = "measured"
        let began = Clock.seconds()
        _ = try await opened.engine.preview(command, request)
        let planned = Clock.seconds()
        let events = try await opened.engine.perform(command, request).events
        Figure.say("plan", planned - began)
        Figure.say("resend", Clock.seconds() - planned)
        var count = 0
        for case .recipientsQueued(let queued) in events { count += queued.users.count }
        Figure.say("resent", count)
    }

    /// The worker's commits for the resend: the outcomes of a batch with the claims of the next.
    private func work(_ id: InvitationID, _ opened: OpenStore, count: Int) async throws {
        let users = opened.state.recipients(of: id).values.filter { $0.status == .queued }.prefix(count).map(\.user)
        let began = Clock.seconds()
        try await opened.perform(.startWorker(role: "service", processID: 1, bootID: ""))
        let epoch = opened.state.worker?.number ?? 1
        var outcomes: [WorkOutcome] = []
        for part in EventWriter.parts(of: users, count: 100) {
            let keys = part.map { RecipientKey(id, $0) }
            try await opened.perform(.recordWork(epoch: epoch, outcomes, claim: keys))
            outcomes = keys.map { .sent($0) }
        }
        try await opened.perform(.recordWork(epoch: epoch, outcomes, claim: []))
        Figure.say("work", Clock.seconds() - began)
        Figure.say("worked", users.count)
        Figure.say("sent_twice", opened.state.recipients(of: id).values.count { $0.timesSent == 2 })
    }
}
