/// A response with the members that almost every authenticated response has, all on one level.
struct Envelope<Body: Encodable & Sendable>: Encodable, Sendable {
    let body: Body
    let common: CommonMembers

    func encode(to encoder: any Encoder) throws {
        try body.encode(to: encoder)
        try common.encode(to: encoder)
    }
}

/// `uId`, and `mdmInfo` and `tokenExpirationDate` where they apply; absent otherwise, never null.
struct CommonMembers: Encodable, Sendable {
    let uId: String
    let mdmInfo: MDMInfo?
    let tokenExpirationDate: String?
}
