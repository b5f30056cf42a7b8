/// A user as `GET users` shows it.
struct UserWire: Codable, Equatable, Sendable {
    let clientUserId: String
    let email: String?
    let idHash: String?
    let inviteCode: String?
    let status: String

    /// The invite code is shown while the user is Registered, the hash once an account is or was bound.
    init(_ record: UserRecord, secret: Secret) {
        clientUserId = record.clientUserId
        email = record.email
        idHash = record.account.map(secret.idHash)
        inviteCode = record.status == .registered ? record.inviteCode?.description : nil
        status = record.status.rawValue
    }
}

/// The answer to `GET users`.
struct UsersPageWire: Encodable, Sendable {
    let currentPageIndex: Int
    let nextPageIndex: Int?
    let size: Int
    let totalPages: Int
    let users: [UserWire]
    let versionId: String

    init(_ page: Page<UserWire>) {
        currentPageIndex = page.index
        nextPageIndex = page.next
        size = page.elements.count
        totalPages = page.pages
        users = page.elements
        versionId = page.versionID
    }
}

/// The body of create, update and retire, before any check.
struct ManageUsersWire: Decodable, Sendable {
    struct User: Decodable, Sendable {
        let clientUserId: String?
        let email: String?
        let managedAppleId: String?
    }

    let users: [User]?
}

extension ManageUsersWire {
    /// Characters that a `clientUserId` may have at most.
    static let maxClientUserIdLength = 255

    /// The users that the body names.
    func requestedUsers() throws(ServiceError) -> [RequestedUser] {
        guard let users, !users.isEmpty else { throw ServiceError(.usersMissing) }
        var requested: [RequestedUser] = []
        for user in users {
            guard let id = user.clientUserId, !id.isEmpty, id.unicodeScalars.count <= Self.maxClientUserIdLength else {
                throw ServiceError(.invalidArgument, remark: "Every user needs a clientUserId of 1 to 255 characters.")
            }
            requested.append(RequestedUser(clientUserId: id, email: user.email, managedAppleId: user.managedAppleId))
        }
        return requested
    }
}
