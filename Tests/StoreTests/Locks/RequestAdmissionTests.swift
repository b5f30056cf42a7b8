import Store
import Testing

struct RequestAdmissionTests {
    private let store: TemporaryStore
    private let admission: RequestAdmission

    init() throws {
        store = try TemporaryStore()
        admission = try store.open().admission(of: 3)
    }

    @Test("In no second go more requests than the limit, whoever asks")
    func slidingWindow() throws {
        let others = try store.open().admission(of: 3)
        var admitted: [Int64] = []
        for now in stride(from: Int64(1000), to: 9000, by: 7) {
            let asked = now % 2 == 0 ? admission : others
            switch try asked.admit(limitPerSecond: 15, now: now) {
            case .go: admitted.append(now)
            case .waitUntil(let later): #expect(later > now && later <= now + 1000)
            }
        }
        for (place, time) in admitted.enumerated() where place >= 15 { #expect(time - admitted[place - 15] >= 1000) }
        #expect(admitted.count >= 15 * 7)
    }

    @Test("The time to wait is exactly when the next one fits")
    func waitTime() throws {
        for now in [100, 200, 300] as [Int64] { #expect(try admission.admit(limitPerSecond: 3, now: now) == .go) }
        #expect(try admission.admit(limitPerSecond: 3, now: 400) == .waitUntil(1100))
        #expect(try admission.admit(limitPerSecond: 3, now: 1100) == .go)
        #expect(try admission.admit(limitPerSecond: 3, now: 1100) == .waitUntil(1200))
    }

    @Test("A block holds for every process, a shorter one does not end it, and another location is not concerned")
    func block() throws {
        try admission.block(until: 60_000, now: 1000)
        try admission.block(until: 2000, now: 1000)
        #expect(try store.open().admission(of: 3).admit(limitPerSecond: 15, now: 5000) == .waitUntil(60_000))
        #expect(try store.open().admission(of: 4).admit(limitPerSecond: 15, now: 5000) == .go)
        #expect(try admission.admit(limitPerSecond: 15, now: 60_000) == .go)
    }

    @Test("A clock that steps back costs the length of the block again, not the length of the step")
    func clockStepsBack() throws {
        let later: Int64 = 4_000_000_000_000
        #expect(try admission.admit(limitPerSecond: 1, now: later) == .go)
        #expect(try admission.admit(limitPerSecond: 1, now: 1000) == .waitUntil(2000))
        try admission.block(until: later + 5000, now: later)
        #expect(try admission.admit(limitPerSecond: 15, now: 9000) == .waitUntil(14_000))
    }

    @Test("An unreadable file counts as a full second, not as an empty one")
    func unreadable() throws {
        #expect(try admission.admit(limitPerSecond: 15, now: 1000) == .go)
        try Shell.overwrite(store.layout.locationLock(3), Array("{\"times\":[]}\n".utf8))
        #expect(try admission.admit(limitPerSecond: 15, now: 1100) == .waitUntil(2100))
        #expect(try admission.admit(limitPerSecond: 15, now: 2100) == .go)
    }
}
