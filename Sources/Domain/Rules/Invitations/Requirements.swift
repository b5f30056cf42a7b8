/// What has to be there before an invitation may be made (R2, R5, R6): what is missing is named before anything is sent.
extension Decider {
    func requireMeans(_ settings: InvitationSettings) throws(Rejection) {
        let location = try location(settings.location)
        try requireUsable(location)
        if (settings.method == .automatic || settings.autoRegister) && !location.settings.autoRegister {
            throw .autoRegisterOff(location: location.name, location.id)
        }
        switch settings.method {
        case .automatic: break
        case .email: try requireMail(settings)
        case .prompt: if !context.capabilities.deviceManagement { throw .noDeviceManagement }
        case .selfService: if !context.capabilities.selfService { throw .selfServiceNotServed }
        }
        guard settings.requireLogin else { return }
        guard context.capabilities.portalBaseURL != nil else { throw .logInNeedsPortal }
        guard context.capabilities.logIn else { throw .logInNeedsAccounts }
    }

    private func requireMail(_ settings: InvitationSettings) throws(Rejection) {
        guard let mail = context.capabilities.mail else { throw .noMailTransport }
        guard !(settings.message.senderAddress.isEmpty && mail.senderAddress.isEmpty) else { throw .noSender }
        for message in [settings.message, settings.redoMessage] {
            try Self.requireText(message.subject, field: "subject")
            guard message.holdsLink else { throw .messageWithoutLink }
            guard message.body.utf8.count <= 8_192 else {
                throw .unusableText(field: "body", reason: "is longer than 8,192 bytes")
            }
            guard !message.body.unicodeScalars.contains(where: Self.isForbiddenInBody) else {
                throw .unusableText(field: "body", reason: "holds a control character")
            }
            if !message.senderAddress.isEmpty { try Self.requireAddress(message.senderAddress, field: "sender address") }
            try Self.requireLine(message.senderName, field: "sender name", limit: 200)
        }
    }

    private static func isForbiddenInBody(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t" && scalar != "\r"
    }
}
