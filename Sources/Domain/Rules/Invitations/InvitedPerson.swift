/// Whoever holds a personal link acts for nobody else: what is done through it is recorded as the invited person's.
extension Actor {
    /// The person behind a personal link. No login name is two words, so nobody who administers can be taken for it.
    package static let invitedPerson = Actor(name: "invited person", origin: "portal")
}

extension Command {
    /// Whether it comes from the person behind a personal link, whatever process takes it in.
    package var isOfInvitedPerson: Bool {
        switch self {
        case .openLink, .askForNewMail: true
        default: false
        }
    }
}
