import Domain

/// A location as JSON and as a row.
enum LocationObject {
    static func token(_ state: Location.TokenState, ends: Instant) -> JSONObject {
        var object = JSONObject()
        switch state {
        case .valid(let days):
            object.set("state", "valid")
            object.set("daysLeft", days)
        case .ended: object.set("state", "ended")
        case .revoked: object.set("state", "revoked")
        case .refused: object.set("state", "refused")
        case .managedElsewhere(let other):
            object.set("state", "managedElsewhere")
            object.set("by", other)
        }
        object.set("ends", ends)
        return object
    }

    static func of(_ location: Location, _ state: State, now: Instant) -> JSONObject {
        let share = state.acceptedShare(at: location.id)
        let settings = location.settings
        var object = JSONObject()
        object.set("id", location.id)
        object.set("name", settings.name)
        object.set("organisation", settings.organisation)
        object.set("country", settings.country)
        object.set("uniqueLocationId", settings.uniqueLocationID)
        object.set("serviceUrl", settings.serviceURL)
        object.set("site", settings.site.flatMap { state.sites[$0]?.name })
        object.set("autoRegister", settings.autoRegister)
        object["token"] = .object(token(location.tokenState(at: now), ends: settings.tokenExpires))
        object.set("users", share.users)
        object.set("accepted", share.accepted)
        object.set("appleReadAt", location.lastReadAt)
        object.set("version", Int(location.decision.sequence))
        return object
    }

    static func listing(_ state: State, now: Instant) -> Listing<Location> {
        Listing(
            columns: [
                Column("id", "id") { "\($0.id.number)" },
                Column("name", "name") { $0.name },
                Column("organisation", "organisation") { $0.settings.organisation },
                Column("country", "country") { $0.settings.country },
                Column("site", "site") { $0.settings.site.flatMap { state.sites[$0]?.name } ?? "" },
                Column("autoRegister", "automatic") { $0.settings.autoRegister ? "yes" : "no" },
                Column("token", "token") { Phrases.tokenState($0.tokenState(at: now)) },
                Column("accepted", "accepted") { "\(state.acceptedShare(at: $0.id).accepted)" },
                Column("users", "users") { "\(state.acceptedShare(at: $0.id).users)" },
                Column(
                    "appleReadAt", "Apple", shown: { Phrases.appleAge($0.lastReadAt, now: now) },
                    raw: { $0.lastReadAt?.rfc3339 ?? "" }),
            ],
            object: { of($0, state, now: now) })
    }

    static func facts(_ location: Location, _ state: State, now: Instant) -> [(name: String, value: String)] {
        let share = state.acceptedShare(at: location.id)
        let settings = location.settings
        return [
            ("location", "\(location.id) \(settings.name)"), ("organisation", settings.organisation),
            ("country", settings.country), ("pool", settings.uniqueLocationID), ("service", settings.serviceURL),
            ("site", settings.site.flatMap { state.sites[$0]?.name } ?? "none"),
            ("automatic", settings.autoRegister ? "users with a Managed Apple Account are registered without a message" : "off"),
            ("token", Phrases.token(location, now: now)),
            ("accepted", "\(Phrases.count(share.accepted)) of \(Phrases.count(share.users))"),
            ("Apple asked", Phrases.appleAge(location.lastReadAt, now: now)),
            ("decided", "\(location.decision.by), \(Phrases.moment(location.decision.at))"),
        ]
    }
}
