import Foundation
import TestSupport
import Testing

@Suite("The console in tmux, key for key", .serialized)
struct ConsoleKeyTests {
    static let sizes = [(rows: 24, columns: 80), (rows: 20, columns: 50)]

    /// Everybody was sent to, the cool-down is over, and the console delivers by itself.
    private func stage() async throws -> Stage {
        let stage = try await Stage(
            people: ["anna", "bert", "cleo", "dora"], sending: "  cool-down: 0s\n  take-back-window: 0s\n")
        try await stage.expectDone(
            "invitations", "create", "--name", "Staff", "--location", "1", "--method", "email", "--all-users", "--yes")
        try await stage.expectDone("work", "--until-idle")
        return stage
    }

    private func mails(_ stage: Stage, to username: String) async -> Int {
        await stage.mail.messages.count { $0.recipient == "\(username)@northwind.example" }
    }

    /// Waits for mails; in vain, it says what the console shows and what the record has.
    private func wait(_ what: String, _ stage: Stage, _ tmux: Tmux, _ arrived: () async -> Bool) async throws {
        do { _ = try await eventually(what) { await arrived() ? true : nil } } catch is Timeout {
            let record = try await stage.expectDone("log").output.suffix(3_000)
            let count = await stage.mail.messages.count
            throw Timeout(description: "waited in vain for \(what), \(count) mails came:\n\(try await tmux.screen())\n\(record)")
        }
    }

    private func find(_ tmux: Tmux, _ text: String) async throws {
        try await tmux.wait(for: "anna")
        try await tmux.press("/")
        try await tmux.type(text)
        try await tmux.press("Enter")
        try await tmux.wait("only \(text)") { !$0.contains("bert") }
    }

    @Test("\"Nothing came\": / anna Enter r y sends to her again, and to nobody else", arguments: sizes.indices)
    func nothingCame(_ size: Int) async throws {
        let stage = try await stage()
        let tmux = try await stage.console(rows: Self.sizes[size].rows, columns: Self.sizes[size].columns)
        defer { tmux.end() }
        try await find(tmux, "anna")
        try await tmux.press("r")
        try await tmux.wait(for: "Resend")
        try await tmux.press("y")
        try await wait("the second mail", stage, tmux) { await mails(stage, to: "anna") == 2 }
        #expect(await mails(stage, to: "bert") == 1)
    }

    @Test("\"I have just accepted\": / anna Enter a shows it", arguments: sizes.indices)
    func justAccepted(_ size: Int) async throws {
        let stage = try await stage()
        let tmux = try await stage.console(rows: Self.sizes[size].rows, columns: Self.sizes[size].columns)
        defer { tmux.end() }
        try await find(tmux, "anna")
        try await tmux.wait(for: "Sent")
        try await acceptAll(stage)
        try await tmux.press("a")
        try await tmux.wait(for: "Accepted")
    }

    /// Everybody accepts at the simulator; nobody here knows it yet.
    private func acceptAll(_ stage: Stage) async throws {
        let open = try await HTTP.get(stage.simulatorURL + "/sim/open")
        let codes = open.body.matches(of: /"inviteCode":"([0-9a-f]{32})"/).map { String($0.1) }
        #expect(codes.count == 4)
        for (index, code) in codes.enumerated() { try await stage.accept(code, account: "p\(index)@icloud.example") }
    }

    @Test("Chase the silent: 2 r y sends to all who have not accepted", arguments: sizes.indices)
    func chaseTheSilent(_ size: Int) async throws {
        let stage = try await stage()
        let tmux = try await stage.console(rows: Self.sizes[size].rows, columns: Self.sizes[size].columns)
        defer { tmux.end() }
        try await tmux.wait(for: "anna")
        try await tmux.press("2")
        try await tmux.wait(for: "Staff")
        try await tmux.press("r")
        try await tmux.wait(for: "Resend")
        try await tmux.press("y")
        try await wait("second mails", stage, tmux) { await stage.mail.messages.count == 8 }
        for username in ["anna", "bert", "cleo", "dora"] { #expect(await mails(stage, to: username) == 2) }
    }

    @Test("Redo: / anna Enter R y retires, registers again and sends the redo text", arguments: sizes.indices)
    func redo(_ size: Int) async throws {
        let stage = try await stage()
        try await acceptAll(stage)
        try await stage.expectDone("locations", "sync", "1")
        let tmux = try await stage.console(rows: Self.sizes[size].rows, columns: Self.sizes[size].columns)
        defer { tmux.end() }
        try await find(tmux, "anna")
        try await tmux.press("R")
        try await tmux.wait(for: "Redo registration")
        try await tmux.press("y")
        try await wait("the redo mail", stage, tmux) { await mails(stage, to: "anna") == 2 }
        let last = try #require(await stage.mail.messages.last { $0.recipient == "anna@northwind.example" })
        #expect(last.text?.contains("new link") == true)
        try await tmux.press("4")
        try await tmux.wait(for: "anna")
    }

    @Test("The boss's number: = y copies one line", arguments: sizes.indices)
    func theNumber(_ size: Int) async throws {
        let stage = try await stage()
        let tmux = try await stage.console(rows: Self.sizes[size].rows, columns: Self.sizes[size].columns)
        defer { tmux.end() }
        try await tmux.wait(for: "anna")
        try await tmux.press("=")
        try await tmux.wait(for: "of 4")
        try await tmux.press("y")
        try await tmux.wait(for: "opied")
        try await tmux.press("q", "q")
        try await tmux.wait(for: "ENDED 0")
    }

    @Test("Two consoles and a service on one store: what one does is seen in the other, and a stale command is refused")
    func twoConsoles() async throws {
        let stage = try await stage()
        let service = try stage.rollcall.start(["serve"])
        _ = try await service.line(inError: true) { $0.contains("the portal listens") }
        let ada = try await stage.console(rows: 30, columns: 130)
        defer { ada.end() }
        let bob = try await stage.console(rows: 24, columns: 80)
        defer { bob.end() }
        try await ada.wait(for: "service")
        try await bob.wait(for: "anna")
        try await bob.press("2")
        try await bob.wait(for: "Staff")
        try await bob.press("r")
        try await bob.wait(for: "Resend")
        try await stage.expectDone("invitations", "cancel", "1", "--yes")
        try await ada.wait(for: "Cancelled")
        try await bob.press("y")
        try await bob.wait("who changed what") { $0.contains("cancelled") || $0.contains("Cancelled") }
        _ = try await eventually("the record") {
            try await stage.expectDone("log", "--json").output.contains("invitationCancelled") ? true : nil
        }
        #expect(await stage.mail.messages.count == 4)
        service.signal(SIGTERM)
        _ = await service.outcome()
    }

    @Test("The terminal is given back, however the console ends")
    func restoresTheTerminal() async throws {
        let stage = try await stage()
        let tmux = try await stage.console(rows: 24, columns: 80)
        defer { tmux.end() }
        try await tmux.wait(for: "anna")
        try await tmux.resize(rows: 8, columns: 30)
        try await tmux.wait("that it is too small") { !$0.contains("anna") }
        try await tmux.resize(rows: 40, columns: 160)
        try await tmux.wait(for: "anna")
        try await tmux.press("q")
        try await tmux.wait(for: "ENDED 0")
    }
}
