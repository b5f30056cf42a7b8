import Foundation
import Testing

@testable import AppleSimulator

@Suite("Paging, versions and events")
struct ReadingTests {
    private func stage(of count: Int, pageSize: Int = 10) throws -> Stage {
        var stage = Stage { $0.pageSize = pageSize }
        try stage.run(.create, people(0..<count))
        return stage
    }

    private func read(_ stage: Stage, since: String? = nil, activeOnly: Bool = false, page: Int = 0) throws -> Page<UserRecord> {
        let query = UserQuery(activeOnly: activeOnly, page: PageRequest(index: page, sinceVersionID: since))
        return try stage.apple.users(query, of: 0)
    }

    @Test("Pages count from zero, and only the last one names no next page")
    func pages() throws {
        let stage = try stage(of: 25)
        #expect(try read(stage, page: 0).next == 1)
        #expect(try read(stage, page: 2).next == nil)
        #expect(try read(stage, page: 2).elements.count == 5)
        #expect(try read(stage, page: 1).pages == 3)
    }

    @Test("Page zero of nothing is good; every page outside is 9650", arguments: [-1, 3, .max, .min])
    func outOfRange(index: Int) throws {
        #expect(try read(Stage()).pages == 1)
        let stage = try stage(of: 25)
        #expect(throws: ServiceError(.pageOutOfRange)) { try read(stage, page: index) }
    }

    @Test("Reading all pages of active users while users are retired and created misses nobody")
    func pagingWhileChanging() throws {
        var stage = try stage(of: 30)
        let first = try read(stage, activeOnly: true)
        var seen = Set(first.elements.map(\.clientUserId))
        try stage.run(.retire, people(0..<15))
        try stage.run(.create, user("late"))
        var next = first.next
        while let index = next {
            let page = try read(stage, activeOnly: true, page: index)
            seen.formUnion(page.elements.map(\.clientUserId))
            next = page.next
        }
        #expect(seen.isSuperset(of: (15..<30).map { "u\($0)" }))
        #expect(seen.contains("late"))
    }

    @Test("The version of the first page leads to exactly what changed since, each record once")
    func delta() throws {
        var stage = try stage(of: 30)
        let version = try read(stage).versionID
        #expect(try read(stage, since: version).elements.isEmpty)
        try stage.run(.update, user("u3", email: "a@b.example"))
        _ = try stage.apple.accept(stage.code("u3"), with: "lea@home.example")
        try stage.run(.retire, user("u7"))
        let changed = try read(stage, since: version)
        #expect(changed.elements.map(\.clientUserId) == ["u3", "u7"])
        #expect(changed.elements.map(\.status) == [.associated, .retired])
        #expect(changed.versionID != version)
        #expect(try read(stage, since: version, activeOnly: true).elements.map(\.clientUserId) == ["u3"])
    }

    @Test("A version that this collection never had is 9721", arguments: ["", "x", "00000000-0000-0000-0000-000000000000"])
    func unknownVersion(text: String) throws {
        let stage = try stage(of: 3)
        #expect(throws: ServiceError(.versionUnknown)) { try read(stage, since: text) }
        let foreign = stage.apple.secret.versionID(of: "assignments \(stage.apple.locations[0].facts.uId)", changes: 0)
        #expect(throws: ServiceError(.versionUnknown)) { try read(stage, since: foreign) }
    }

    @Test("An unknown id is an empty list or 9609, by the switch")
    func unknownUser() throws {
        let query = UserQuery(clientUserId: "nobody")
        #expect(try Stage().apple.users(query, of: 0).elements.isEmpty)
        let strict = Stage { $0.behaviour.unknownUser = .refused }
        #expect(throws: ServiceError(.userNotFound, clientUserIds: ["nobody"])) { try strict.apple.users(query, of: 0) }
    }

    @Test("Active and retired records can be asked for apart")
    func filters() throws {
        var stage = try stage(of: 3)
        try stage.run(.retire, user("u1"))
        #expect(try stage.apple.users(UserQuery(activeOnly: true), of: 0).elements.map(\.clientUserId) == ["u0", "u2"])
        #expect(try stage.apple.users(UserQuery(retiredOnly: true), of: 0).elements.map(\.clientUserId) == ["u1"])
        #expect(try stage.apple.users(UserQuery(), of: 0).elements.count == 3)
    }

    @Test("A pending event rises towards its number and never reaches it before its time")
    func progress() throws {
        var stage = Stage { $0.eventDelay = .seconds(10) }
        let id = stage.apple.accept(.users(people(0..<10)), as: .create, at: 0, now: stage.now)
        for (seconds, done) in [(0.0, 0), (5, 5), (9.99, 9)] {
            stage.apple.advance(to: stage.now + seconds)
            let event = try stage.apple.event(id, of: 0)
            #expect(event.statusText == "PENDING")
            #expect(event.completed(at: stage.now + seconds) == done)
            #expect(stage.apple.locations[0].records.isEmpty)
        }
        stage.apple.advance(to: stage.now + 10)
        #expect(try stage.apple.event(id, of: 0).completed(at: stage.now) == 10)
    }

    @Test("Events are processed in the order in which they came")
    func order() throws {
        var stage = Stage()
        _ = stage.apple.accept(.users([user("u1")]), as: .create, at: 0, now: stage.now)
        let last = stage.apple.accept(.users([user("u1")]), as: .retire, at: 0, now: stage.now)
        stage.apple.advance(to: stage.now + 1)
        #expect(try stage.apple.event(last, of: 0).statusText == "COMPLETE")
        #expect(stage.statuses("u1") == [.retired])
    }

    @Test("An event belongs to the location that asked for it")
    func foreignEvent() throws {
        var stage = Stage()
        let other = stage.apple.addLocation(.init())
        let id = stage.apple.accept(.users([user("u1")]), as: .create, at: 0, now: stage.now)
        #expect(throws: ServiceError(.eventNotFound)) { try stage.apple.event(id, of: other) }
    }
}
