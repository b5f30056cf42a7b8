import Columns
import Domain

/// Holds what a snapshot says against the image that it was written from, row by row: neither is there twice.
struct SnapshotComparison {
    private let expected: StateImage
    /// The small facts as they were read.
    private var small = StateImage()
    private var rows = 0
    private var isSame = true

    init(_ expected: StateImage) { self.expected = expected }

    mutating func take(_ line: ArraySlice<UInt8>) throws(JSONError) {
        switch try SnapshotCoding.part(SnapshotLine(open: line), into: &small) {
        case .small: break
        case .users(let users):
            rows += users.count
            var table = PackedTable<User>()
            for place in users.indices { table.set(users.id(at: place).number, from: place, of: users.rows) }
            compare(table, with: expected.users, count: users.count)
        case .recipients(let invitation, let recipients):
            rows += recipients.count
            let table = expected.recipients[invitation]
            for one in recipients where table?[one.user.number] != one { isSame = false }
        case .registrations(let location, let registrations):
            rows += registrations.count
            let table = expected.registrations[location]
            for one in registrations where table?[one.user.number] != one { isSame = false }
        }
    }

    private mutating func compare(_ some: PackedTable<User>, with all: PackedTable<User>, count: Int) {
        guard some.count == count else { return isSame = false }
        for key in some.keys where !some.isSame(key, in: all) { isSame = false }
    }

    /// Whether everything was there, and nothing else.
    var isComplete: Bool {
        var facts = expected
        (facts.users, facts.recipients, facts.registrations) = (small.users, small.recipients, small.registrations)
        return isSame && rows == expected.rowCount && facts == small
    }
}
