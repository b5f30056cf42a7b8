import Domain

extension EventCoding {
    static func encodeLocations(_ event: Event) -> PendingRecord? {
        switch event {
        case .locationAdded(let id, let settings):
            PendingRecord(kind: "locationAdded") { $0.fields(id, settings) }
        case .locationChanged(let id, let settings):
            PendingRecord(kind: "locationChanged") { $0.fields(id, settings) }
        case .claimLost(let id, let other):
            PendingRecord(kind: "claimLost") {
                $0.field("location", id)
                $0.field("to", other)
            }
        case .claimHeld(let id):
            PendingRecord(kind: "claimHeld") { $0.field("location", id) }
        case .tokenRefused(let id, let error):
            PendingRecord(kind: "tokenRefused") {
                $0.field("location", id)
                $0.field("error", error)
            }
        case .readRequested(let id, let location, let users):
            PendingRecord(kind: "readRequested") {
                $0.field("request", id)
                $0.field("location", location)
                $0.field("users", ifNotEmpty: users)
            }
        case .readFinished(let id, let failure):
            PendingRecord(kind: "readFinished") {
                $0.field("request", id)
                $0.field("failure", ifPresent: failure)
            }
        case .locationRead(let id, let version):
            PendingRecord(kind: "locationRead") {
                $0.field("location", id)
                $0.field("version", version)
            }
        default: nil
        }
    }

    static let locationReaders: [String: Reader] = [
        "locationAdded": { (body) throws(JSONError) in
            .locationAdded(try body.id("location"), try LocationSettings(body))
        },
        "locationChanged": { (body) throws(JSONError) in
            .locationChanged(try body.id("location"), try LocationSettings(body))
        },
        "claimLost": { (body) throws(JSONError) in .claimLost(try body.id("location"), to: try body.string("to")) },
        "claimHeld": { (body) throws(JSONError) in .claimHeld(try body.id("location")) },
        "tokenRefused": { (body) throws(JSONError) in
            .tokenRefused(try body.id("location"), try AppleError(body.object("error")))
        },
        "readRequested": { (body) throws(JSONError) in
            .readRequested(try body.id("request"), try body.id("location"), users: try body.ids("users"))
        },
        "readFinished": { (body) throws(JSONError) in
            .readFinished(try body.id("request"), failure: try body.optionalString("failure"))
        },
        "locationRead": { (body) throws(JSONError) in
            .locationRead(try body.id("location"), version: try body.string("version"))
        },
    ]
}

extension JSONWriter {
    mutating func fields(_ id: LocationID, _ settings: LocationSettings) {
        field("location", id)
        field("name", settings.name)
        field("uId", settings.uniqueLocationID)
        field("organisation", settings.organisation)
        field("country", ifNotEmpty: settings.country)
        field("serviceURL", settings.serviceURL)
        field("tokenExpires", settings.tokenExpires)
        if let site = settings.site { field("site", site) }
        field("autoRegister", ifTrue: settings.autoRegister)
    }

    mutating func field(_ key: String, _ error: AppleError) {
        field(
            key,
            object: {
                $0.field("number", error.number)
                $0.field("message", error.message)
            })
    }
}

extension LocationSettings {
    init(_ body: JSONFields) throws(JSONError) {
        self.init(
            name: try body.string("name"), uniqueLocationID: try body.string("uId"),
            organisation: try body.string("organisation"), country: try body.text("country"),
            serviceURL: try body.string("serviceURL"), tokenExpires: try body.instant("tokenExpires"),
            site: try body.contains("site") ? body.id("site") : nil, autoRegister: try body.flag("autoRegister"))
    }
}

extension AppleError {
    init(_ body: JSONFields) throws(JSONError) {
        self.init(number: try body.integer("number"), message: try body.string("message"))
    }
}
