import Domain
import Engine
import Gateway
import Testing

@Suite("Reads that bring no news")
struct QuietReadTests {
    @Test("The process that reads shows the time of every read; the record, and with it every other process, of few")
    func quiet() async throws {
        let stage = try await EngineStage(syncEvery: Span(milliseconds: 1))
        let location = try await stage.addLocation()
        let working = Task { await stage.engine.deliver(role: "service") }
        var shown: [Instant] = []
        for await projection in stage.engine.projections() {
            guard let read = projection.state.locations[location]?.lastReadAt, read != shown.last else { continue }
            shown.append(read)
            if shown.count == 20 { break }
        }
        working.cancel()
        await working.value
        #expect(shown == shown.sorted())
        let reads = try stage.store.journal.read(after: 0, limit: 4_096).filter { $0.kind == "locationRead" }
        #expect(reads.count == 1)
        let other = try await EngineStage(folder: stage.folder, user: "bob")
        #expect(other.state.locations[location]?.lastReadAt?.milliseconds == reads.first?.at)
        #expect(try #require(shown.last).milliseconds > reads[0].at)
    }
}
