import Columns
import Domain
import Engine
import Store

/// Opening a store: from the text of the journal, from the columns that were kept, and what a search takes then.
struct LoadBench {
    let path: String

    /// From text, every checksum verified.
    func load() async throws {
        let began = Clock.seconds()
        let opened = try OpenStore(path, access: .read, keeps: false)
        try await opened.engine.load()
        Figure.say("load", Clock.seconds() - began)
        Figure.say("users", opened.state.users.count)
        Figure.sayMemory("load")
    }

    /// From the columns, up to the answer of the first search; then searches letter by letter.
    func start() async throws {
        let began = Clock.seconds()
        let opened = try OpenStore(path, access: .read, keeps: true)
        try await opened.engine.load()
        let loaded = Clock.seconds()
        let users = opened.state.users
        let found = users.count(SearchQuery("anna"))
        Figure.say("start", loaded - began)
        Figure.say("start_and_search", Clock.seconds() - began)
        Figure.say("found", found)
        search(users)
        Figure.sayMemory("start")
    }

    private func search(_ users: UserDirectory) {
        var screens: [Double] = []
        var counts: [Double] = []
        for word in ["anna", "berg", "zoe m", "northwind", "kim 1", "omar", "xyz", "tanaka"] {
            for length in 1...word.count {
                let query = SearchQuery(String(word.prefix(length)))
                screens.append(Clock.time { users.search(query, limit: 24).count }.seconds)
                counts.append(Clock.time { users.count(query) }.seconds)
            }
        }
        Figure.say("screen", screens)
        Figure.say("count", counts)
    }

    /// Writing the columns for the next start.
    func keep() async throws {
        let opened = try OpenStore(path, keeps: false)
        try await opened.engine.load()
        let state = opened.state
        let (seconds, kept) = Clock.time { opened.store.keep(state) }
        Figure.say("keep", seconds)
        Figure.say("kept_users", kept?.users.count ?? 0)
    }
}
