/// Whose location it is, as `defaultPlatform` and `websiteURL` tell.
package enum LocationPlatform: String, Codable, Sendable {
    case school = "volumestore"
    case business = "enterprisestore"

    var websiteURL: String {
        switch self {
        case .school: "https://school.apple.com"
        case .business: "https://business.apple.com"
        }
    }
}

/// Which product says that it manages a location: a claim, not a lock.
struct MDMInfo: Codable, Equatable, Sendable {
    let id: String
    let name: String
    let metadata: String
}

/// What a location is, apart from its users.
struct LocationFacts: Codable, Equatable, Sendable {
    let uId: String
    let name: String
    let country: String
    let platform: LocationPlatform
    let organisation: String
    var mdmInfo: MDMInfo?
    var tokens: [ContentToken] = []
}

/// A location (organizational unit, library): the pool that a content token gives access to.
struct Location: Sendable {
    private(set) var facts: LocationFacts
    private(set) var records: [UserRecord] = []
    /// Record numbers in the order of their changes; -1 where a restart has forgotten an older change.
    private(set) var changeLog: [Int32] = []
    /// Number of the newest record of each `clientUserId`.
    private var newest: [String: Int32] = [:]
    /// Active records bound to each Apple Account.
    private var bindings: [String: Int] = [:]
    private(set) var factsUnsaved = true
    private(set) var unsavedRecords: [Int] = []

    init(facts: LocationFacts) {
        self.facts = facts
    }

    mutating func changeFacts(_ edit: (inout LocationFacts) -> Void) {
        edit(&facts)
        factsUnsaved = true
    }

    mutating func markSaved() {
        factsUnsaved = false
        unsavedRecords.removeAll(keepingCapacity: true)
    }
}

extension Location {
    /// Numbers of all records of the id, oldest first.
    func recordNumbers(of clientUserId: String) -> [Int] {
        var numbers: [Int] = []
        var next = newest[clientUserId].map(Int.init)
        while let number = next {
            numbers.append(number)
            next = records[number].former
        }
        return numbers.reversed()
    }

    /// Number of the newest record of the id, whatever its status.
    func newestRecordNumber(of clientUserId: String) -> Int? {
        newest[clientUserId].map(Int.init)
    }

    func activeRecordNumber(of clientUserId: String) -> Int? {
        recordNumbers(of: clientUserId).first { records[$0].status.isActive }
    }

    /// Whether an active record other than this one is bound to the account.
    func isBoundElsewhere(_ account: String, than number: Int?) -> Bool {
        let own = number.map { records[$0].status == .associated && records[$0].account == account } ?? false
        return bindings[account, default: 0] > (own ? 1 : 0)
    }

    /// Appends a record and returns its number.
    mutating func add(_ record: UserRecord) -> Int {
        let number = records.count
        records.append(record)
        newest[record.clientUserId] = Int32(number)
        countBinding(of: record, by: 1)
        noteChange(of: number)
        return number
    }

    mutating func change(_ number: Int, _ edit: (inout UserRecord) -> Void) {
        countBinding(of: records[number], by: -1)
        edit(&records[number])
        countBinding(of: records[number], by: 1)
        noteChange(of: number)
    }

    private mutating func noteChange(of number: Int) {
        records[number].changed = changeLog.count
        changeLog.append(Int32(number))
        unsavedRecords.append(number)
    }

    private mutating func countBinding(of record: UserRecord, by step: Int) {
        guard record.status == .associated, let account = record.account else { return }
        let count = bindings[account, default: 0] + step
        bindings[account] = count == 0 ? nil : count
    }
}

extension Location {
    /// A location as it was kept: its records in the order of their numbers.
    init(facts: LocationFacts, keptRecords: [UserRecord]) {
        self.facts = facts
        records = keptRecords
        changeLog = Array(repeating: -1, count: (keptRecords.map(\.changed).max() ?? -1) + 1)
        for (number, record) in keptRecords.enumerated() {
            changeLog[record.changed] = Int32(number)
            newest[record.clientUserId] = Int32(number)
            countBinding(of: record, by: 1)
        }
        markSaved()
    }
}
