import Domain
import Gateway

/// What the fake service holds for one location.
struct Pool {
    struct Row {
        var record: AppleUserPage.Record
        /// The version of the pool that this record changed in last.
        var changedAt: Int
    }

    private(set) var rows: [Row] = []
    private(set) var version = 1
    private(set) var configuration: ClientConfiguration
    var tokenError: Int?
    private var licences: [String: [(assignment: AppleAssignment, isBook: Bool)]] = [:]

    init(_ location: LocationID) {
        configuration = ClientConfiguration(
            uniqueLocationID: "20490250007770\(location.number)", locationName: "Location \(location.number)", country: "FR",
            claim: nil)
    }

    var claim: ManagementClaim? {
        get { configuration.claim }
        set { configuration.claim = newValue }
    }

    mutating func describe(_ uniqueLocationID: String, _ name: String, _ country: String) {
        configuration.uniqueLocationID = uniqueLocationID
        configuration.locationName = name
        configuration.country = country
    }

    func activeIndex(_ name: String) -> Int? {
        rows.firstIndex {
            $0.record.clientUserID == name && ($0.record.status == "Registered" || $0.record.status == "Associated")
        }
    }

    mutating func add(_ record: AppleUserPage.Record) {
        version += 1
        rows.append(Row(record: record, changedAt: version))
    }

    mutating func retire(_ name: String) -> Bool {
        guard let index = activeIndex(name) else { return false }
        change(index, to: "Retired")
        licences[name]?.removeAll { !$0.isBook }
        return true
    }

    mutating func accept(_ name: String, _ idHash: String, _ rule: FakeVolumePurchasing.SameAccountAgain) -> Bool {
        guard let index = activeIndex(name), rows[index].record.status == "Registered" else { return false }
        let former = rows.firstIndex {
            $0.record.clientUserID == name && $0.record.status == "Retired" && $0.record.idHash == idHash
        }
        if let former, rule == .formerRecordReturns {
            change(index, to: "Retired")
            change(former, to: "Associated")
            return true
        }
        if let former { change(former, to: "Deleted") }
        rows[index].record.idHash = idHash
        change(index, to: "Associated")
        return true
    }

    mutating func assign(_ assignments: [AppleAssignment], books: Bool, to name: String) {
        licences[name, default: []] += assignments.map { ($0, books) }
    }

    func assignments(of name: String) -> [AppleAssignment] { licences[name]?.map(\.assignment) ?? [] }

    static func text(ofVersion number: Int) -> String { "version-\(number)" }

    static func number(ofVersion text: String) -> Int? {
        text.hasPrefix("version-") ? Int(text.dropFirst("version-".count)) : nil
    }

    private mutating func change(_ index: Int, to status: String) {
        version += 1
        rows[index].record.status = status
        rows[index].record.inviteCode = nil
        rows[index].changedAt = version
    }
}
