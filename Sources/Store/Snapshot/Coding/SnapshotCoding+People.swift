import Domain

extension SnapshotCoding {
    static func counters(of image: StateImage) -> [UInt8] {
        line("state") {
            $0.field("sequence", image.sequence)
            $0.field("lastEventAt", image.lastEventAt)
            $0.field("unknownEvents", image.unknownEvents)
            $0.field("lastAppleRequest", image.lastAppleRequest)
            $0.field("lastReadRequest", image.lastReadRequest)
        }
    }

    static let stateReaders: [String: Reader] = [
        "state": { (body, image) throws(JSONError) in
            image.sequence = try body.integer("sequence")
            image.lastEventAt = try body.instant("lastEventAt")
            image.unknownEvents = try body.integer("unknownEvents")
            image.lastAppleRequest = try body.integer("lastAppleRequest")
            image.lastReadRequest = try body.integer("lastReadRequest")
        }
    ]

    static func people(of image: StateImage) -> [[UInt8]] {
        let sites = image.sites.values.map { site in
            line("site") {
                $0.field("id", site.id)
                $0.field("name", site.name)
                $0.field("members", site.memberCount)
            }
        }
        let groups = image.groups.values.map { group in
            line("group") {
                $0.field("id", group.id)
                $0.field("name", group.name)
                $0.field("members", group.memberCount)
            }
        }
        return sites + groups
    }

    /// Decisions about users with how many they are the last of, without saying whose.
    static func sharedDecisions(of image: StateImage) -> [[UInt8]] {
        image.userDecisions.shared.map { shared in
            line("userDecision") {
                $0.field("decision", shared.decision)
                $0.field("count", shared.users)
            }
        }
    }

    static let peopleReaders: [String: Reader] = [
        "site": { (body, image) throws(JSONError) in
            var site = Site(id: try body.id("id"), name: try body.string("name"))
            site.memberCount = try body.integer("members")
            image.sites[site.id] = site
        },
        "group": { (body, image) throws(JSONError) in
            var group = Group(id: try body.id("id"), name: try body.string("name"))
            group.memberCount = try body.integer("members")
            image.groups[group.id] = group
        },
        "userDecision": { (body, image) throws(JSONError) in
            let shared = UserDecisions.Shared(try Decision(body.object("decision")), users: try body.integer("count"))
            image.userDecisions.take(shared)
        },
    ]
}

extension JSONWriter {
    mutating func field(_ key: String, _ decision: Decision) {
        field(
            key,
            object: {
                $0.field("sequence", decision.sequence)
                $0.field("at", decision.at)
                $0.field("by", decision.by)
                $0.field("what", decision.what)
            })
    }
}

extension Decision {
    init(_ body: JSONFields) throws(JSONError) {
        self.init(
            sequence: try body.integer("sequence"), at: try body.instant("at"), by: try body.string("by"),
            what: try body.string("what"))
    }
}

extension JSONFields {
    func optionalInstant(_ key: String) throws(JSONError) -> Instant? {
        try optionalInteger(key, as: Int64.self).map { Instant(milliseconds: $0) }
    }

    func optionalID<ID: Identifier>(_ key: String, as type: ID.Type = ID.self) throws(JSONError) -> ID? {
        try optionalInteger(key, as: UInt32.self).map { ID($0) }
    }

    func optionalDecision(_ key: String) throws(JSONError) -> Decision? {
        guard let body = try optionalObject(key) else { return nil }
        return try Decision(body)
    }
}
