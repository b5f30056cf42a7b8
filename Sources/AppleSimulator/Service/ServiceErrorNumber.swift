/// The service's error numbers that the simulator can give, each with its HTTP status and a text of ours.
enum ServiceErrorNumber: Int, CaseIterable, Codable, Sendable {
    case loginRequired = 9601
    case invalidArgument = 9602
    case internalError = 9603
    case userNotFound = 9609
    case tokenExpired = 9621
    case invalidToken = 9622
    case tokenRevoked = 9625
    case cannotAssociateAccount = 9635
    case accountAlreadyAssociated = 9641
    case tooManyRequests = 9646
    case pageOutOfRange = 9650
    case eventNotFound = 9708
    case notificationIncomplete = 9710
    case notificationTooLong = 9711
    case notificationInvalid = 9712
    case mdmMetadataTooLong = 9713
    case tooManyUsers = 9714
    case duplicateUsers = 9715
    case activeUserExists = 9716
    case invalidEmail = 9717
    case usersMissing = 9720
    case versionUnknown = 9721
    case authorizationMalformed = 9722
    case mdmInfoIncomplete = 9723
    case mdmIdTooLong = 9724
    case mdmNameTooLong = 9725
    case methodNotSupported = 9726
    case contentTypeNotSupported = 9727
    case notificationUnreachable = 9728

    /// The HTTP status of a synchronous refusal with this number.
    var httpStatus: Int {
        switch self {
        case .invalidToken: 200  // seen in the field: an error body under 200 OK
        case .loginRequired, .tokenExpired, .tokenRevoked, .authorizationMalformed: 401
        case .methodNotSupported: 405
        case .contentTypeNotSupported: 415
        case .tooManyRequests: 429
        case .internalError: 500
        default: 400
        }
    }
}

extension ServiceErrorNumber {
    /// What the service says; clients must go by the number.
    var message: String {
        switch self {
        case .loginRequired: "A valid content token is required."
        case .invalidArgument: "The request has an argument that cannot be used."
        case .internalError: "The service failed. Try again later."
        case .userNotFound: "No registered user has this identifier."
        case .tokenExpired: "The content token has expired."
        case .invalidToken: "The authentication token is not valid."
        case .tokenRevoked: "The content token has been revoked."
        case .cannotAssociateAccount: "This Apple Account cannot be associated with the user."
        case .accountAlreadyAssociated: "This Apple Account is associated with another user already."
        case .tooManyRequests: "Too many requests for this organization. Try again later."
        case .pageOutOfRange: "The page index is out of range."
        case .eventNotFound: "There is no event with this identifier."
        case .notificationIncomplete: "A notification URL and its authentication token must be given together."
        case .notificationTooLong: "The notification URL or its authentication token is too long."
        case .notificationInvalid: "The notification URL is not a valid HTTPS address."
        case .mdmMetadataTooLong: "The metadata in mdmInfo is too long."
        default: laterMessage
        }
    }

    private var laterMessage: String {
        switch self {
        case .tooManyUsers: "The request names too many users."
        case .duplicateUsers: "The request names a user more than once."
        case .activeUserExists: "An active user with this identifier exists already."
        case .invalidEmail: "An email address is not valid."
        case .usersMissing: "The request names no users."
        case .versionUnknown: "The version identifier is not valid."
        case .authorizationMalformed: "The Authorization header must have the form: Bearer {sToken}."
        case .mdmInfoIncomplete: "mdmInfo needs id, name and metadata."
        case .mdmIdTooLong: "The id in mdmInfo is too long."
        case .mdmNameTooLong: "The name in mdmInfo is too long."
        case .methodNotSupported: "The method is not supported here."
        case .contentTypeNotSupported: "The content type is not supported; send application/json."
        case .notificationUnreachable: "The notification URL could not be reached."
        default: "The request was refused."
        }
    }

    /// Numbers that service config lists under `errorCodes`; field-only and asynchronous ones are left out.
    static let published = allCases.filter { number in
        ![.invalidToken, .cannotAssociateAccount, .accountAlreadyAssociated].contains(number)
    }
}
