import ArgumentParser

struct InvitationsVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invitations", abstract: "Invitations: create, resend, cancel.",
        discussion: "Example: rollcall invitations list",
        subcommands: [
            CreateInvitationVerb.self, ListInvitationsVerb.self, ShowInvitationVerb.self, ResendInvitationVerb.self,
            CancelInvitationVerb.self, SettleInvitationVerb.self,
        ])
}
