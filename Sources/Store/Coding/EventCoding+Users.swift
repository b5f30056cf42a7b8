import Domain

extension EventCoding {
    static func encodeUsers(_ event: Event) -> PendingRecord? {
        switch event {
        case .siteCreated(let id, let name):
            PendingRecord(kind: "siteCreated") {
                $0.field("site", id)
                $0.field("name", name)
            }
        case .groupCreated(let id, let name):
            PendingRecord(kind: "groupCreated") {
                $0.field("group", id)
                $0.field("name", name)
            }
        case .usersChanged(let users):
            PendingRecord(kind: "usersChanged", isSalted: true) { $0.field("users", each: users) { $0.value($1) } }
        case .groupMembersChanged(let id, let added, let removed):
            PendingRecord(kind: "groupMembersChanged") {
                $0.field("group", id)
                $0.field("added", ifNotEmpty: added)
                $0.field("removed", ifNotEmpty: removed)
            }
        default: nil
        }
    }

    static let userReaders: [String: Reader] = [
        "siteCreated": { (body) throws(JSONError) in .siteCreated(try body.id("site"), name: try body.string("name")) },
        "groupCreated": { (body) throws(JSONError) in .groupCreated(try body.id("group"), name: try body.string("name")) },
        "usersChanged": { (body) throws(JSONError) in
            .usersChanged(UserRows(try body.objects("users") { (user) throws(JSONError) in try User(user) }))
        },
        "groupMembersChanged": { (body) throws(JSONError) in
            .groupMembersChanged(try body.id("group"), added: try body.ids("added"), removed: try body.ids("removed"))
        },
    ]
}

extension JSONWriter {
    fileprivate mutating func value(_ user: User) {
        object {
            $0.field("id", user.id)
            $0.field("username", user.username)
            $0.field("fullName", ifNotEmpty: user.fullName)
            $0.field("email", ifNotEmpty: user.email)
            $0.field("phone", ifNotEmpty: user.phone)
            $0.field("position", ifNotEmpty: user.position)
            $0.field("managedAppleAccount", ifNotEmpty: user.managedAppleAccount)
            $0.field("sites", ifNotEmpty: user.sites)
            $0.field("groups", ifNotEmpty: user.groups)
            if !user.devices.isEmpty { $0.field("devices", each: user.devices) { $0.value($1) } }
            if !user.attributes.isEmpty { $0.field("attributes", each: user.attributes) { $0.value($1) } }
        }
    }

    private mutating func value(_ device: Device) {
        object {
            $0.field("serial", device.serial)
            $0.field("kind", ifPresent: device.kind?.rawValue)
        }
    }

    private mutating func value(_ attribute: Attribute) {
        object {
            $0.field("name", attribute.name)
            $0.field("value", attribute.value)
        }
    }
}

extension User {
    init(_ body: JSONFields) throws(JSONError) {
        let number: UInt32 = try body.integer("id")
        let isRedacted = body.contains("redacted")
        self.init(
            id: UserID(number), username: isRedacted ? "redacted-\(number)" : try body.string("username"),
            fullName: try body.text("fullName"),
            email: try body.text("email"), phone: try body.text("phone"), position: try body.text("position"),
            managedAppleAccount: try body.text("managedAppleAccount"), sites: try body.ids("sites"),
            groups: try body.ids("groups"),
            devices: try body.objects("devices") { (device) throws(JSONError) in
                Device(
                    serial: try device.string("serial"),
                    kind: try device.contains("kind") ? device.word("kind", as: Device.Kind.self) : nil)
            },
            attributes: try body.objects("attributes") { (attribute) throws(JSONError) in
                Attribute(name: try attribute.string("name"), value: try attribute.string("value"))
            })
    }
}
