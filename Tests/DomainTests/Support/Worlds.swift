@testable import Domain

/// Worlds to begin with.
extension World {
    /// Anna, ben and cole at Paris; cole has no address.
    static func school(autoRegister: Bool = false, days: Int64 = 365) throws -> World {
        var world = World()
        try world.people("anna", "ben")
        try world.people("cole") { $0.email = nil }
        try world.location("Paris", autoRegister: autoRegister, days: days)
        return world
    }

    /// The school, with everybody invited by email and the messages sent.
    static func sent() throws -> (world: World, invitation: InvitationID) {
        var world = try World.school()
        let id = try world.invite()
        try world.work()
        return (world, id)
    }

    /// The school, where anna accepted with `account-of-anna`.
    static func accepted() throws -> (world: World, invitation: InvitationID) {
        var (world, id) = try World.sent()
        world.wait(.days(1))
        try world.accept("anna")
        return (world, id)
    }
}
