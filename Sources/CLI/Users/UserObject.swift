import Domain

/// A user as JSON and as a row.
enum UserObject {
    static func of(_ summary: UserSummary) -> JSONObject {
        let user = summary.user
        var object = JSONObject()
        object.set("id", user.id)
        object.set("username", user.username)
        object.set("fullName", user.fullName)
        object.set("email", user.email)
        object.set("managedAppleAccount", user.managedAppleAccount)
        object["registrations"] = .list(
            summary.registrations.map { at in
                var registration = JSONObject()
                registration.set("location", at.locationName)
                registration.set("status", at.status.rawValue)
                registration.set("appleStatus", at.appleStatus)
                registration.set("since", at.since)
                registration.set("redo", at.redo?.stage.rawValue)
                return .object(registration)
            })
        return object
    }

    /// The same with what only one user's page shows.
    ///
    /// - Parameter decision: who last changed the user; its sequence is what `--if-version` compares.
    static func whole(_ summary: UserSummary, _ decision: Decision?) -> JSONObject {
        var object = of(summary)
        object.set("phone", summary.user.phone)
        object.set("position", summary.user.position)
        object.set("sites", summary.sites)
        object.set("groups", summary.groups)
        object["devices"] = .list(
            summary.devices.map { device in
                var line = JSONObject()
                line.set("serial", device.serial)
                line.set("kind", device.kind?.rawValue)
                return .object(line)
            })
        if !summary.user.attributes.isEmpty {
            var attributes = JSONObject()
            for attribute in summary.user.attributes { attributes.set(attribute.name, attribute.value) }
            object["attributes"] = .object(attributes)
        }
        object.set("version", decision.map { Int($0.sequence) })
        return object
    }

    static func listing(now: Instant) -> Listing<UserSummary> {
        Listing(
            columns: [
                Column("id", nil) { "\($0.id.number)" },
                Column("username", "username") { $0.user.username },
                Column("fullName", "name") { $0.user.fullName },
                Column("email", "email") { $0.user.email },
                Column("managedAppleAccount", nil) { $0.user.managedAppleAccount },
                Column("status", "status", shown: { Phrases.overall($0.overall, since: $0.since, now: now) }, raw: registrations),
            ],
            object: of)
    }

    private static func registrations(_ summary: UserSummary) -> String {
        summary.registrations.map { "\($0.locationName): \($0.status.rawValue)" }.joined(separator: "; ")
    }

    static func facts(_ summary: UserSummary, _ decision: Decision?, now: Instant) -> [(name: String, value: String)] {
        let user = summary.user
        let head: [(name: String, value: String)] = [
            ("user", "\(user.id) \(user.username)"), ("name", user.fullName), ("email", user.email), ("phone", user.phone),
            ("position", user.position), ("Managed Apple Account", user.managedAppleAccount),
            ("sites", summary.sites.joined(separator: ", ")), ("groups", summary.groups.joined(separator: ", ")),
            ("devices", summary.devices.map(\.serial).joined(separator: ", ")),
            ("status", Phrases.overall(summary.overall, since: summary.since, now: now)),
        ]
        let registrations = summary.registrations.map { at in
            (
                name: "at \(at.locationName)",
                value: Phrases.registration(at.status) + (at.appleStatus.map { ", Apple says \($0)" } ?? "")
            )
        }
        let attributes = user.attributes.map { (name: $0.name, value: $0.value) }
        let decided = decision.map { [(name: "decided", value: "\($0.by), \(Phrases.moment($0.at))")] } ?? []
        return head + registrations + attributes + decided
    }
}
