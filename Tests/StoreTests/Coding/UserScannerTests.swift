import Domain
import Testing

@testable import Store

@Suite("Reading users without a text on the way")
struct UserScannerTests {
    private static func general(_ body: [UInt8]) -> UserRows? {
        guard let fields = try? JSONFields(body[...]) else { return nil }
        return try? UserRows(fields.objects("users") { (user) throws(JSONError) in try User(user) })
    }

    @Test("It reads what the general reader reads, whatever is in the texts")
    func same() throws {
        var chance = Chance(seed: 11)
        for round in 0..<50 {
            let rows = UserRows((1..<40).map { RandomState.user(UserID($0), &chance) })
            let body = EventCoding.encode(.usersChanged(rows)).body
            #expect(UserScanner.rows(body[...]) == rows, "round \(round)")
            #expect(Self.general(body) == rows, "round \(round)")
        }
    }

    @Test("Where a byte is another it reads what the general reader reads, or leaves it to that one")
    func damaged() throws {
        var chance = Chance(seed: 12)
        let rows = UserRows((1..<4).map { RandomState.user(UserID($0), &chance) })
        let body = EventCoding.encode(.usersChanged(rows)).body
        for place in body.indices {
            for byte: UInt8 in [0x00, 0x1F, 0x22, 0x2C, 0x30, 0x5C, 0x7F, 0x80, 0xC3, 0xFF] {
                var bytes = body
                bytes[place] = byte
                guard let read = UserScanner.rows(bytes[...]) else { continue }
                #expect(Self.general(bytes) == read, "byte \(place) is \(byte)")
            }
        }
    }
}
