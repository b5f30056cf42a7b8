import Gateway
import TestSupport
import Testing

/// What a mail transport promises, whichever it is. Run by the fake, a maildir and a real server alike.
struct MailTransportRules {
    let transport: any MailTransport
    /// The recipients of what arrived so far, in any order, waiting until there are at least `count`.
    let arrived: @Sendable (_ count: Int) async throws -> [String]

    func all() async throws {
        await nothingIsSentForNothing()
        try await everyMessageArrivesAndOutcomesKeepTheOrder()
        await anAddressWithALineBreakIsRefused()
        await readingBackNeverDeniesWhatWasAccepted()
        await readingBackNeverInventsAMessage()
    }

    func nothingIsSentForNothing() async {
        #expect(await transport.send([]).isEmpty)
        #expect(transport.connections > 0)
        #expect(!transport.description.isEmpty)
    }

    func everyMessageArrivesAndOutcomesKeepTheOrder() async throws {
        var addresses = (1...9).map { "user\($0)@example.org" }
        addresses.insert("not an address", at: 4)
        let messages = addresses.enumerated().map { MailMessage.example(to: $1, id: "order.\($0)@store") }
        let outcomes = await transport.send(messages)
        #expect(outcomes.count == 10)
        for (index, outcome) in outcomes.enumerated() where index != 4 { #expect(outcome == .accepted, "message \(index)") }
        guard case .refused = outcomes[4] else {
            Issue.record("an unusable address must be refused, not \(outcomes[4])")
            return
        }
        addresses.remove(at: 4)
        #expect(try await arrived(9).sorted() == addresses)
    }

    func anAddressWithALineBreakIsRefused() async {
        for address in ["a@example.org\r\nBcc: all@example.org", "a@example.org\nDATA", "a@example.org>\0", "a@b@c", ""] {
            let outcomes = await transport.send([.example(to: address, id: "break@store")])
            guard case .refused(let reason)? = outcomes.first else {
                Issue.record("\(address.debugDescription) was \(outcomes)")
                continue
            }
            #expect(!reason.contains("\n"))
        }
    }

    func readingBackNeverDeniesWhatWasAccepted() async {
        let outcomes = await transport.send([.example(to: "back@example.org", id: "back.1@store")])
        #expect(outcomes == [.accepted])
        #expect(await transport.readBack(messageID: "back.1@store") != .notDelivered)
    }

    func readingBackNeverInventsAMessage() async {
        #expect(await transport.readBack(messageID: "never.sent@store") != .delivered)
    }
}
