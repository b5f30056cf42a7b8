import Domain

extension SnapshotCoding {
    static func line(_ location: Location) -> [UInt8] {
        line("location") {
            $0.fields(location.id, location.settings)
            $0.field("decision", location.decision)
            if let refusal = location.tokenRefusal {
                $0.field(
                    "tokenRefusal",
                    object: {
                        $0.field("error", refusal.error)
                        $0.field("at", refusal.at)
                    })
            }
            $0.field("claimedBy", ifPresent: location.claimedBy)
            $0.field("lastReadAt", ifPresent: location.lastReadAt?.milliseconds)
            $0.field("usersVersion", ifPresent: location.usersVersion)
        }
    }

    static let locationReaders: [String: Reader] = [
        "location": { (body, image) throws(JSONError) in
            var location = Location(
                id: try body.id("location"), settings: try LocationSettings(body),
                decision: try Decision(body.object("decision")))
            if let refusal = try body.optionalObject("tokenRefusal") {
                location.tokenRefusal = TokenRefusal(
                    try AppleError(refusal.object("error")), at: try refusal.instant("at"))
            }
            location.claimedBy = try body.optionalString("claimedBy")
            location.lastReadAt = try body.optionalInstant("lastReadAt")
            location.usersVersion = try body.optionalString("usersVersion")
            image.locations[location.id] = location
        }
    ]
}
