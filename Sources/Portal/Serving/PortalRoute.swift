/// Where a request leads, judged by its path alone.
enum PortalRoute: Hashable, Sendable {
    case home
    case health
    /// `/r/{token}`; the text has the letters of a token, and may still be none.
    case link(token: String)
    /// `/r/{token}/go`
    case go(token: String)
    /// `/r/{token}/mail`: where the page of an ended link sends the wish for a new mail.
    case mail(token: String)
    /// Below `/r/`, but no token can look like this.
    case noLink
    case nothing

    private static let longestToken = 64

    /// Reads a request's target up to its query, which no page of the portal looks at.
    ///
    /// Nothing in it is decoded: a token needs no escapes, so whatever has some is not one.
    init(target: String) {
        let path = target.prefix { $0 != "?" && $0 != "#" }
        switch path {
        case "/": self = .home
        case "/healthz": self = .health
        default: self = path.hasPrefix("/r/") ? Self.behindLink(path.dropFirst(3)) : .nothing
        }
    }

    private static func behindLink(_ rest: Substring) -> PortalRoute {
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
        guard let token = parts.first, isToken(token) else { return .noLink }
        switch parts.dropFirst() {
        case []: return .link(token: String(token))
        case ["go"]: return .go(token: String(token))
        case ["mail"]: return .mail(token: String(token))
        default: return .noLink
        }
    }

    private static func isToken(_ text: Substring) -> Bool {
        (1...longestToken).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    /// The path as the log has it: a token opens somebody's invitation and is never written down.
    var template: String {
        switch self {
        case .home: "/"
        case .health: "/healthz"
        case .link: "/r/{token}"
        case .go: "/r/{token}/go"
        case .mail: "/r/{token}/mail"
        case .noLink: "/r/..."
        case .nothing: "(other)"
        }
    }

    /// What may be asked of it. The way to Apple is made for who goes there, so its head alone cannot be had.
    var methods: [String] {
        switch self {
        case .go: ["GET"]
        case .mail: ["GET", "HEAD", "POST"]
        default: ["GET", "HEAD"]
        }
    }
}
