import Domain
import Foundation
import Gateway
import TestSupport
import Testing

@Suite("What Apple's answers become")
struct AnswerTests {
    @Test("the whole content token is the bearer, bodies are JSON, and every call is admitted at the published rate")
    func requests() async throws {
        let apple = try AppleDouble { _ in .json(#"{"eventId":"e-1","uId":"20"}"#) }
        #expect(try await apple.create() == "e-1")
        let call = try #require(apple.calls.first)
        #expect(call.method == "POST" && call.target == "/a/create")
        #expect(call.headers["authorization"] == "Bearer \(AppleDouble.token)")
        #expect(call.headers["content-type"] == "application/json")
        #expect(call.body == #"{"users":[{"clientUserId":"11112222-3333-4444-5555-666677778888","email":"ada@example.org"}]}"#)
        #expect(await apple.admission.admitted.map(\.perSecond) == [7])
        #expect(apple.server.requests.first?.headers["authorization"] == nil)
    }

    @Test("both spellings of the placeholder make a link", arguments: ["%25inviteCode%25", "%inviteCode%"])
    func invitationLink(_ placeholder: String) async throws {
        let apple = try AppleDouble(
            config: { AppleDouble.serviceConfig($0).replacingOccurrences(of: "%25inviteCode%25", with: placeholder) }
        ) { _ in .cut }
        let configuration = try await apple.gateway.serviceConfiguration(origin: apple.server.origin)
        #expect(configuration.invitationLink(inviteCode: "abc") == "https://buy.example.org/x?inviteCode=abc&mt=8")
        #expect(configuration.maxUsers == 50 && configuration.requestsPerSecond == 7)
    }

    @Test("a failed event names who failed; who is not named succeeded")
    func failedEvent() async throws {
        let apple = try AppleDouble { _ in
            .json(
                """
                {"eventStatus":"FAILED","eventType":"CREATE","numRequested":3,"numCompleted":2,"failures":[{"errorNumber":9635,
                "errorMessage":"Unable to associate","errorInfo":{"clientUserIds":["\(AppleDouble.user)","a stranger"]}}]}
                """)
        }
        let status = try await apple.gateway.eventStatus("e 1&x", apple.access)
        #expect(status.progress == .failed && status.requested == 3 && status.completed == 2)
        #expect(status.failures.map(\.clientUserIDs) == [[AppleDouble.user]])
        #expect(status.failures.map(\.error) == [AppleError(number: 9635, message: "Unable to associate")])
        #expect(apple.calls.first?.target == "/a/status?eventId=e%201%26x")
    }

    @Test("all pages of one user are read, and records of others are not believed")
    func recordsOfOneUser() async throws {
        let apple = try AppleDouble { request in
            request.target.contains("pageIndex=1")
                ? .json(
                    """
                    {"users":[{"clientUserId":"\(AppleDouble.user)","status":"Registered","inviteCode":"abc123"},
                    {"clientUserId":"somebody else","status":"Associated","idHash":"x="}],"currentPageIndex":1,"totalPages":2}
                    """)
                : .json(
                    """
                    {"users":[{"clientUserId":"\(AppleDouble.user)","status":"Retired","idHash":"h="}],"nextPageIndex":1,
                    "totalPages":2,"versionId":"v"}
                    """)
        }
        let records = try await apple.gateway.records(of: AppleDouble.user, apple.access)
        #expect(records.map(\.status) == ["Retired", "Registered"])
        #expect(records.map(\.inviteCode) == [nil, "abc123"])
    }

    @Test("an unknown user is nobody, whether Apple says so with an empty list or with 9609")
    func unknownUser() async throws {
        let refusing = try AppleDouble { _ in .answer(400, #"{"errorNumber":9609,"errorMessage":"x"}"#) }
        #expect(try await refusing.gateway.records(of: AppleDouble.user, refusing.access).isEmpty)
        let empty = try AppleDouble { _ in .json(#"{"users":[],"totalPages":1,"versionId":"v"}"#) }
        #expect(try await empty.gateway.records(of: AppleDouble.user, empty.access).isEmpty)
    }

    @Test("a page that names itself or an earlier one as the next is refused, not read for ever")
    func endlessPages() async throws {
        let apple = try AppleDouble { _ in .json(#"{"users":[],"assignments":[],"nextPageIndex":0,"versionId":"v"}"#) }
        #expect(await failure { _ = try await apple.gateway.records(of: AppleDouble.user, apple.access) }?.isTemporary == true)
        #expect(
            await failure { _ = try await apple.gateway.assignments(of: AppleDouble.user, apple.access) }?.isTemporary == true)
    }

    @Test("an invite code that is not a plain word never gets into a link")
    func hostileInviteCode() async throws {
        let apple = try AppleDouble { _ in
            .json(#"{"users":[{"clientUserId":"a","status":"Registered","inviteCode":"x&y=\"><script>"}],"versionId":"v"}"#)
        }
        #expect(try await apple.read().records.map(\.inviteCode) == [nil])
    }

    @Test("R24: a claim of another service on any answer stops, and says whose it is")
    func foreignClaim() async throws {
        let apple = try AppleDouble { _ in
            .json(
                """
                {"eventId":"e","eventStatus":"COMPLETE","users":[],"assignments":[],"versionId":"v","uId":"20",
                "locationName":"Paris",
                "countryISO2ACode":"FR","mdmInfo":{"id":"theirs","name":"Other MDM","metadata":"m"}}
                """)
        }
        for (name, call) in apple.everyCall {
            let failure = await failure(of: call)
            #expect(failure?.foreignClaim == "Other MDM" && failure?.kind == .needsPerson, "\(name)")
        }
        let shown = try await apple.gateway.clientConfiguration(apple.access)
        #expect(shown.claim == ManagementClaim(id: "theirs", name: "Other MDM", metadata: "m"))
        #expect(shown.locationName == "Paris" && shown.country == "FR" && shown.uniqueLocationID == "20")
    }

    @Test("the service configuration is believed for five minutes, for each origin")
    func cache() async throws {
        let apple = try AppleDouble { _ in .json(#"{"users":[],"versionId":"v"}"#) }
        func reads() -> Int { apple.server.requests.count - apple.calls.count }
        async let first = apple.read()
        async let second = apple.read()
        _ = try await (first, second)
        #expect(reads() == 1)
        apple.time.advance(by: .seconds(299))
        _ = try await apple.read()
        #expect(reads() == 1)
        apple.time.advance(by: .seconds(2))
        _ = try await apple.read()
        #expect(reads() == 2)
        apple.time.advance(by: .seconds(-3_600))
        _ = try await apple.read()
        #expect(reads() == 3)
    }
}
