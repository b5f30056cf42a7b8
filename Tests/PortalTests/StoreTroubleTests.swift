import Domain
import Engine
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("A portal on a store that takes nothing in", .timeLimit(.minutes(1)))
struct StoreTroubleTests {
    @Test("R30: on a read-only store the page works, and the log says once that openings are not recorded")
    func readOnly() async throws {
        let stage = try await PortalStage(people: 2)
        let tokens = [try await stage.token("u1"), try await stage.token("u2")]
        let engine = try await stage.otherEngine(readOnly: "the store was opened to read only")
        let log = LogCapture()
        try await withPortal(engine, log: log) { (http) async throws in
            for token in tokens + tokens {
                #expect(try await http.get("/r/\(token)").status == 200)
                #expect(try await http.get("/r/\(token)/go").status == 303)
            }
            #expect(try await http.get("/healthz").body.contains("\"records\":false"))
        }
        #expect(try await stage.openings() == 0)
        #expect(log.text.components(separatedBy: "opened to read only").count == 2)
        #expect(tokens.allSatisfy { !log.text.contains($0) })
    }

    @Test("R30: on a full disk the page works, and the next opening is recorded when there is room again")
    func fullDisk() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        let journal = FullDisk(stage.store.journal)
        let engine = try await stage.otherEngine(on: journal)
        let log = LogCapture()
        try await withPortal(engine, log: log) { (http) async throws in
            journal.isFull = true
            #expect(try await http.get("/r/\(token)").status == 200)
            await journal.refusedOne()
            journal.isFull = false
        }
        #expect(try await stage.openings() == 0)
        #expect(log.text.contains("not recorded at the moment"))
        try await withPortal(engine, log: log) { (http) async throws in
            #expect(try await http.get("/r/\(token)").status == 200)
        }
        #expect(try await stage.openings() == 1)
    }

    @Test("A writer that hangs holds no page up")
    func hangingWriter() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        let journal = FullDisk(stage.store.journal)
        let engine = try await stage.otherEngine(on: journal)
        journal.hang()
        try await withPortal(engine) { (http) async throws in
            #expect(try await http.get("/r/\(token)").status == 200)
            #expect(try await http.get("/healthz").status == 200)
            #expect(try await stage.openings() == 0)
            journal.goOn()
        }
        #expect(try await stage.openings() == 1)
    }

    @Test("A token of this store whose facts cannot be read is not called unknown")
    func damaged() async throws {
        let stage = try await PortalStage()
        let lost = PersonalLink(key: RecipientKey(InvitationID(9), UserID(9)), generation: 1)
        let token = try lost.token(stage.engine.parts.keys)
        let engine = try await stage.otherEngine(readOnly: "the store is damaged")
        try await withPortal(engine) { (http) async throws in
            #expect(try await http.get("/r/\(token)").status == 503)
            #expect(try await http.get("/r/forged").status == 404)
        }
    }
}
