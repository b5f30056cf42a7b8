import ArgumentParser
import Domain
import Engine

/// Shows the personal link of one user (R27); recorded, and only with a reason (R25).
struct LinkUserVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Show a user's personal invitation link; recorded.",
        discussion: "Whoever has the link can register. Example: rollcall users link anna --reason 'has no mailbox'")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A username, a number or #n.") var user: String
    @Option(help: "Of this invitation; the newest open one without it.") var invitation: String?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let found = try write.names.user(user)
            if write.reason == nil { throw .refused(.reasonRequired(what: "showing a personal link")) }
            let key = try key(of: found, write)
            if write.dryRun {
                return write.report(try await write.perform(.showLink(key)), before: write.state)
            }
            let link: String
            do throws(CommandFailure) { link = try await write.store.administration.showLink(key, write.request()) } catch {
                throw CommandLineFailure(error)
            }
            var object = JSONObject()
            object.set("username", found.username)
            object.set("invitation", key.invitation)
            object.set("link", link)
            run.streams.write((run.wantsJSON ? object.text : SafeText.line(link)) + "\n")
        }
    }

    private func key(of user: User, _ write: WriteRun) throws(CommandLineFailure) -> RecipientKey {
        if let invitation { return RecipientKey(try write.names.invitation(invitation).id, user.id) }
        let state = write.state
        let mine = state.invitations(of: user.id).reversed().filter { id in
            state.recipient(RecipientKey(id, user.id)).map { !$0.status.isEnded && !$0.status.isAccepted } ?? false
                && state.invitations[id]?.isCancelled == false
        }
        guard let newest = mine.first(where: { isOpen(RecipientKey($0, user.id), write) }) ?? mine.first else {
            throw .declined(
                code: "noOpenInvitation", "\(user.username) has no open invitation: `rollcall why \(user.username)` says why")
        }
        return RecipientKey(newest, user.id)
    }

    private func isOpen(_ key: RecipientKey, _ write: WriteRun) -> Bool {
        guard let recipient = write.state.recipient(key) else { return false }
        let context = write.context
        return write.state.linkState(key, generation: recipient.generation, now: context.now, context.policy) == .open
    }
}
