import Foundation

extension SimulatedApple {
    /// The synchronous checks of create, update and retire: all or nothing.
    func check(_ users: [RequestedUser]) throws(ServiceError) {
        guard !users.isEmpty else { throw ServiceError(.usersMissing) }
        guard users.count <= rules.limits.maxUsers else { throw ServiceError(.tooManyUsers) }
        var seen: Set<String> = []
        let repeated = users.map(\.clientUserId).filter { !seen.insert($0).inserted }
        guard repeated.isEmpty else { throw ServiceError(.duplicateUsers, clientUserIds: repeated) }
        let unusable = users.filter { !($0.email.map(Self.isEmail) ?? true) }
        guard unusable.isEmpty else { throw ServiceError(.invalidEmail, clientUserIds: unusable.map(\.clientUserId)) }
    }

    /// Carries out one entry of an event; nil when it is done, else why it cannot be done.
    mutating func apply(_ user: RequestedUser, as type: EventType, at location: Int) -> ServiceErrorNumber? {
        switch type {
        case .create: create(user, at: location)
        case .update: update(user, at: location)
        case .retire: retire(user, at: location)
        }
    }

    /// One `@`, something before it, at least two labels after it, no blanks: enough to catch what is no address.
    static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.unicodeScalars.count <= 254 else { return false }
        let unusable = CharacterSet.whitespacesAndNewlines.union(.controlCharacters)
        guard text.unicodeScalars.allSatisfy({ !unusable.contains($0) }) else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }
}

extension SimulatedApple {
    private mutating func create(_ user: RequestedUser, at location: Int) -> ServiceErrorNumber? {
        guard locations[location].activeRecordNumber(of: user.clientUserId) == nil else { return .activeUserExists }
        var account: AppleAccount?
        if let name = user.managedAppleId {
            switch managedAccount(name, at: location, for: nil) {
            case .success(let found): account = found
            case .failure(let refusal): return refusal.number
            }
        }
        let record = UserRecord(
            clientUserId: user.clientUserId, email: user.email, status: account == nil ? .registered : .associated,
            inviteCode: account == nil ? nextInviteCode(at: location) : nil, codeState: account == nil ? .open : .used,
            account: account?.name, former: locations[location].newestRecordNumber(of: user.clientUserId))
        add(record, to: location)
        return nil
    }

    /// Every record has a number of its own, so every code is new, also after a retire.
    private func nextInviteCode(at location: Int) -> InviteCode {
        InviteCode(bytes: secret.derive("code \(locations[location].facts.uId)", locations[location].records.count))
    }

    private mutating func update(_ user: RequestedUser, at location: Int) -> ServiceErrorNumber? {
        guard let number = locations[location].activeRecordNumber(of: user.clientUserId) else { return .userNotFound }
        let place = RecordPlace(location: location, number: number)
        var account: AppleAccount?
        if let name = user.managedAppleId {
            switch managedAccount(name, at: location, for: number) {
            case .success(let found): account = found
            case .failure(let refusal): return refusal.number
            }
            let bound = record(at: place).status == .associated ? record(at: place).account : nil
            // Apple does not say what changing the account of an associated user does; here it is refused.
            guard bound == nil || bound == account?.name else { return .cannotAssociateAccount }
        }
        change(place) { record in
            record.email = user.email ?? record.email
            guard let account else { return }
            record.status = .associated
            record.account = account.name
            record.codeState = .used
        }
        return nil
    }

    private mutating func retire(_ user: RequestedUser, at location: Int) -> ServiceErrorNumber? {
        guard let number = locations[location].activeRecordNumber(of: user.clientUserId) else {
            let known = locations[location].newestRecordNumber(of: user.clientUserId) != nil
            return known && rules.behaviour.repeatedRetire == .success ? nil : .userNotFound
        }
        change(RecordPlace(location: location, number: number)) { record in
            record.status = .retired
            if record.codeState == .open { record.codeState = .dead }
        }
        return nil
    }

    private func managedAccount(_ name: String, at location: Int, for number: Int?) -> Result<AppleAccount, ServiceError> {
        guard let account = AppleAccount(name), rules.managedAccounts.belongsToOrganisation(account) else {
            return .failure(ServiceError(.cannotAssociateAccount))
        }
        guard !locations[location].isBoundElsewhere(account.name, than: number) else {
            return .failure(ServiceError(.accountAlreadyAssociated))
        }
        return .success(account)
    }
}
