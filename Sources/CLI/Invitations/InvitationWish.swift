import ArgumentParser
import Domain

extension DistributionMethod: ExpressibleByArgument {}

/// What the options of `invitations create` say of the new invitation.
struct InvitationWish: ParsableArguments {
    @Option(help: "What the invitation is called.") var name: String
    @Option(help: "A number, #n or a name; not needed when there is only one.") var location: String?
    @Option(help: "How it reaches people.") var method: DistributionMethod

    @Flag(help: "Everybody inside the location's site.") var allUsers = false
    @Option(parsing: .upToNextOption, help: "Users; - for standard input.") var user: [String] = []
    @Option(parsing: .upToNextOption, help: "Groups.") var group: [String] = []
    @Option(help: "Users that a search finds now.") var query: String?
    @Option(parsing: .upToNextOption, help: "Users who are left out.") var excludeUser: [String] = []
    @Option(parsing: .upToNextOption, help: "Groups that are left out.") var excludeGroup: [String] = []
    @Flag(help: "The scope as it is now; this version adds nobody later in any case.") var once = false

    @Flag(help: "Register users with a Managed Apple Account without a message.") var autoRegister = false
    @Flag(help: "The page behind the link asks for a log-in first.") var requireLogin = false
    @Option(help: "Instead of the configured sender.") var senderName: String?
    @Option(help: "Instead of the configured sender.") var senderAddress: String?
    @Option(help: "Instead of the usual subject.") var subject: String?
    @Option(help: ArgumentHelp("The text of the mail; {{link}} stands for the link.", valueName: "file")) var bodyFile: String?

    private static let longestBody = 65_536

    /// The settings, with names turned into what they name.
    func settings(_ run: VerbRun, _ write: WriteRun) throws(CommandLineFailure) -> InvitationSettings {
        InvitationSettings(
            name: name, location: try write.names.location(orOnly: location).id, method: method, autoRegister: autoRegister,
            requireLogin: requireLogin, scope: try scope(run, write), message: try message())
    }

    private func scope(_ run: VerbRun, _ write: WriteRun) throws(CommandLineFailure) -> Scope {
        let choice = UserChoice(names: user, query: query)
        guard allUsers || !choice.isEmpty || !group.isEmpty else {
            throw .usage("say whom to invite: --all-users, --user, --group or --query")
        }
        if allUsers, !choice.isEmpty || !group.isEmpty { throw .usage("--all-users goes with no other choice of users") }
        let groups = try ids(group, write)
        let targets = allUsers ? Scope.Targets.allUsers : .listed(users: try choice.users(in: run, write.state), groups: groups)
        return Scope(
            targets: targets, excludedUsers: try UserChoice(names: excludeUser).users(in: run, write.state),
            excludedGroups: try ids(excludeGroup, write))
    }

    private func ids(_ names: [String], _ write: WriteRun) throws(CommandLineFailure) -> [GroupID] {
        var ids: [GroupID] = []
        for name in names { ids.append(try write.names.group(name).id) }
        return ids
    }

    private func message() throws(CommandLineFailure) -> MessageText {
        var message = MessageText.invitation
        message.senderName = senderName ?? ""
        message.senderAddress = senderAddress ?? ""
        if let subject { message.subject = subject }
        if let bodyFile {
            let bytes = try FileContents.read(bodyFile, limit: Self.longestBody)
            guard let body = String(validating: bytes, as: UTF8.self) else { throw .usage("\(bodyFile) is not UTF-8") }
            message.body = body
        }
        return message
    }
}
