import Domain
import Gateway

// From what Apple sent to what the interface promises. `nil` means that the answer cannot be believed.
extension VolumePurchasingWire {
    private static let usualMaxUsers = 100
    private static let usualRequestsPerSecond = 15

    static func description(_ answer: ServiceConfig, of origin: ServiceOrigin) -> ServiceDescription? {
        guard let urls = answer.urls, let template = urls["invitationEmail"], isInvitationPage(template) else { return nil }
        let configuration = ServiceConfiguration(
            invitationTemplate: template, maxUsers: limit(answer.limits?.maxUsers, usualMaxUsers),
            requestsPerSecond: limit(answer.limits?.maxRequestPerSecond, usualRequestsPerSecond))
        return ServiceDescription(origin: origin, configuration: configuration, addresses: urls)
    }

    static func configuration(_ answer: ClientConfig) -> ClientConfiguration? {
        guard let id = answer.uId, !id.isEmpty else { return nil }
        return ClientConfiguration(
            uniqueLocationID: OutsideText.clean(id), locationName: OutsideText.clean(answer.locationName ?? ""),
            country: OutsideText.clean(answer.countryISO2ACode ?? ""), claim: claim(answer.mdmInfo))
    }

    static func status(_ answer: Status) -> AppleEventStatus? {
        let progress: AppleEventStatus.Progress
        switch answer.eventStatus {
        case "PENDING": progress = .pending
        case "COMPLETE": progress = .complete
        case "FAILED": progress = .failed
        default: return nil
        }
        return AppleEventStatus(
            progress: progress, requested: max(0, answer.numRequested ?? 0), completed: max(0, answer.numCompleted ?? 0),
            failures: (answer.failures ?? []).map(failure))
    }

    static func page(_ answer: Users, index: Int) -> AppleUserPage? {
        guard let users = answer.users, isForward(answer.nextPageIndex, from: index) else { return nil }
        return AppleUserPage(
            records: users.compactMap(record), version: answer.versionId ?? "", nextIndex: answer.nextPageIndex,
            totalPages: max(1, answer.totalPages ?? 1))
    }

    /// The assignments of one user on a page; a service that ignores the filter is not believed.
    static func assignments(_ answer: Assignments, of user: UniqueID) -> [AppleAssignment] {
        (answer.assignments ?? []).compactMap { assignment in
            guard let adamID = assignment.adamId, names(assignment.clientUserId, user) else { return nil }
            return AppleAssignment(adamID: OutsideText.clean(adamID), pricingParameter: assignment.pricingParam ?? "STDQ")
        }
    }

    /// Whether a name on the wire is this user's.
    static func names(_ text: String?, _ user: UniqueID) -> Bool { text.flatMap { UniqueID($0) } == user }

    /// A next page must lie ahead, or a broken service would be read for ever.
    static func isForward(_ next: Int?, from index: Int) -> Bool { next.map { $0 > index } ?? true }

    private static func record(_ user: Users.User) -> AppleUserPage.Record? {
        guard let name = user.clientUserId, let status = user.status else { return nil }
        return AppleUserPage.Record(
            clientUserID: name, status: status, idHash: user.idHash, inviteCode: user.inviteCode.flatMap(inviteCode),
            email: user.email)
    }

    /// The code goes into a link: one that is not a plain word of letters and digits is none.
    private static func inviteCode(_ text: String) -> String? {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
            default: false
            }
        }
        return isPlain && !text.isEmpty ? text : nil
    }

    private static func claim(_ claim: Claim?) -> ManagementClaim? {
        guard let claim, let id = claim.id, !id.isEmpty else { return nil }
        return ManagementClaim(
            id: id, name: OutsideText.clean(claim.name ?? ""), metadata: OutsideText.clean(claim.metadata ?? ""))
    }

    private static func failure(_ failure: Status.Failure) -> AppleEventStatus.UserFailure {
        AppleEventStatus.UserFailure(
            clientUserIDs: (failure.errorInfo?.clientUserIds ?? []).compactMap { UniqueID($0) },
            error: AppleError(
                number: failure.errorNumber ?? 0, message: OutsideText.harmless(failure.errorMessage ?? "", without: nil)))
    }

    private static func limit(_ value: Int?, _ usual: Int) -> Int { value.map { min(max($0, 1), 10_000) } ?? usual }

    /// An address for a person's browser, with a place for the code; plain HTTP only on this host.
    private static func isInvitationPage(_ template: String) -> Bool {
        ServiceOrigin.split(template) != nil && (template.contains("%25inviteCode%25") || template.contains("%inviteCode%"))
    }
}
