import Foundation

/// Why an invitation cannot be accepted.
enum AcceptanceRefusal: String, Error, Sendable {
    /// No invitation ever had this code.
    case unknownCode = "unknown"
    /// Somebody accepted it before, or the user was associated in another way.
    case usedCode = "used"
    /// Its record was retired before anybody accepted.
    case deadCode = "dead"
    /// The text cannot be the name of an Apple Account.
    case unusableAccount = "unusableAccount"
    /// Another active user of the location has the account, and the service is set to refuse that.
    case accountBoundElsewhere = "accountBoundElsewhere"
}

/// An invitation that somebody could accept, with what the person is told about it.
struct OpenInvitation: Equatable, Sendable {
    let code: InviteCode
    let clientUserId: String
    let email: String?
    let uId: String
    let locationName: String
    let organisation: String
}

extension SimulatedApple {
    /// The open invitation behind a code as it stands in a link.
    func invitation(_ text: String) throws(AcceptanceRefusal) -> OpenInvitation {
        guard let code = InviteCode(text), let place = place(of: code) else { throw .unknownCode }
        switch record(at: place).codeState {
        case .open: return openInvitation(code, at: place)
        case .used: throw .usedCode
        case .dead: throw .deadCode
        }
    }

    /// Binds an Apple Account to the user behind the code, and returns the record that is active now.
    ///
    /// After a retire that may be the former record, see `SimulatorBehaviour.SameAccountAgain`.
    mutating func accept(_ text: String, with accountName: String) throws(AcceptanceRefusal) -> RecordPlace {
        let invitation = try invitation(text)
        guard let place = place(of: invitation.code) else { throw .unknownCode }
        guard let account = AppleAccount(accountName) else { throw .unusableAccount }
        if rules.behaviour.sharedAccount == .refused, locations[place.location].isBoundElsewhere(account.name, than: nil) {
            throw .accountBoundElsewhere
        }
        return bind(place, to: account, former: formerPlace(of: invitation.clientUserId, with: account, at: place.location))
    }

    /// The newest retired record of the id that this account was bound to.
    private func formerPlace(of clientUserId: String, with account: AppleAccount, at location: Int) -> RecordPlace? {
        let places = locations[location].recordNumbers(of: clientUserId).map { RecordPlace(location: location, number: $0) }
        return places.last { record(at: $0).status == .retired && record(at: $0).account == account.name }
    }

    /// Somebody said no. The user stays Registered and the code stays good: at Apple refusal and delay look the same.
    mutating func decline(_ text: String) throws(AcceptanceRefusal) {
        let invitation = try invitation(text)
        guard let place = place(of: invitation.code) else { throw .unknownCode }
        change(place) { $0.declines += 1 }
    }

    /// At most `limit` invitations that could be accepted now.
    func openInvitations(limit: Int) -> [OpenInvitation] {
        open.codes.prefix(max(0, limit)).compactMap { code in place(of: code).map { openInvitation(code, at: $0) } }
    }

    private mutating func bind(_ place: RecordPlace, to account: AppleAccount, former: RecordPlace?) -> RecordPlace {
        if let former, rules.behaviour.sameAccountAgain == .formerRecordReturns {
            change(place) { record in
                record.status = .retired
                record.codeState = .used
            }
            change(former) { $0.status = .associated }
            return former
        }
        if let former { change(former) { $0.status = .deleted } }
        change(place) { record in
            record.status = .associated
            record.codeState = .used
            record.account = account.name
        }
        return place
    }

    private func openInvitation(_ code: InviteCode, at place: RecordPlace) -> OpenInvitation {
        let record = record(at: place)
        let facts = locations[place.location].facts
        return OpenInvitation(
            code: code, clientUserId: record.clientUserId, email: record.email, uId: facts.uId,
            locationName: facts.name, organisation: facts.organisation)
    }
}
