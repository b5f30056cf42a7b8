/// Refusals: what, where, and what to do next.
extension Phrases {
    /// The sentence of a refusal, with the command that helps.
    package static func rejection(_ rejection: Rejection) -> String {
        unknownName(rejection) ?? location(rejection) ?? reaching(rejection) ?? sending(rejection) ?? redoing(rejection)
    }

    private static func unknownName(_ rejection: Rejection) -> String? {
        switch rejection {
        case .unknownUser(let name): "there is no user \(name): `rollcall users search` finds names"
        case .unknownGroup(let name): "there is no group \(name): `rollcall groups list` shows all"
        case .unknownLocation(let name): "there is no location \(name): `rollcall locations list` shows all"
        case .unknownInvitation(let name): "there is no invitation \(name): `rollcall invitations list` shows all"
        case .unknownRedo(let name): "there is no redo \(name): `rollcall redos list` shows all"
        case .unknownRecipient(let username, let id):
            "\(username) is no recipient of invitation \(id): `rollcall why \(username.shellWord)` says why"
        case .severalLocations(let names):
            "there are several locations, say which one with --location: \(names.joined(separator: ", "))"
        case .emptyText(let field): "the \(field) is empty"
        case .unusableText(let field, let reason): "the \(field) \(reason)"
        case .duplicateName(let kind, let name): "there is a \(kind) named \(name) already: choose another name"
        case .nothingToChange: "nothing would change: it is so already"
        default: nil
        }
    }

    private static func location(_ rejection: Rejection) -> String? {
        switch rejection {
        case .tokenOfAnotherPool(let name):
            "the token opens another location than \(name.shellWord): add it with `rollcall locations add --token FILE`, "
                + "or give the one that Apple made for \(name.shellWord)"
        case .samePool(let name):
            "this token opens the same location as \(name): "
                + "`rollcall locations renew \(name.shellWord) --token FILE` gives it the new one"
        case .locationTokenExpired(let name, let end):
            "the content token of \(name) ended on \(date(end)): get a new one from Apple, then "
                + "`rollcall locations renew \(name.shellWord) --token FILE`"
        case .locationTokenRevoked(let name):
            "Apple has revoked the content token of \(name): get a new one, then "
                + "`rollcall locations renew \(name.shellWord) --token FILE`"
        case .locationTokenRefused(let name):
            "Apple no longer accepts the content token of \(name): get a new one, then "
                + "`rollcall locations renew \(name.shellWord) --token FILE`"
        case .locationManagedElsewhere(let name, let other):
            "\(name) is managed by \(other), so nothing is written there: "
                + "`rollcall locations claim \(name.shellWord)` takes it over"
        case .locationTokenEndsSoon(let name, let end):
            "the content token of \(name) ends on \(date(end)), and a redo may take longer: "
                + "`rollcall locations renew \(name.shellWord) --token FILE` first, or `--force`"
        case .autoRegisterOff(let name, _):
            "\(name) does not register users with a Managed Apple Account automatically: "
                + "`rollcall locations set \(name.shellWord) --auto-register` turns it on"
        default: nil
        }
    }

    private static func reaching(_ rejection: Rejection) -> String? {
        switch rejection {
        case .noMailTransport: "no mail transport is configured: set mail.transport in rollcall.yaml (smtp or maildir)"
        case .noSender: "there is no sender address: set mail.sender-address in rollcall.yaml, or `--sender-address`"
        case .messageWithoutLink: "the body does not hold the link: put \(MessageText.linkPlaceholder) where it belongs"
        case .noDeviceManagement:
            "no MDM server with a valid push certificate is configured: "
                + "set device-management in rollcall.yaml, or use another method"
        case .selfServiceNotServed:
            "the Self Service page is not served: set portal in rollcall.yaml and run `rollcall serve`, or use another method"
        case .logInNeedsPortal: "log-in needs the portal: set portal.base-url in rollcall.yaml, or leave out `--require-login`"
        case .logInNeedsAccounts:
            "log-in needs a directory or a local account: this version knows neither, so leave log-in off"
        case .emptyScope(let excluded, let outside): emptyScope(excluded, outside)
        default: nil
        }
    }

    private static func emptyScope(_ excluded: Int, _ outside: Int) -> String {
        var reasons: [String] = []
        if excluded > 0 { reasons.append("\(count(excluded, "user")) excluded") }
        if outside > 0 { reasons.append("\(count(outside, "user")) outside the location's site") }
        let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))"
        return "nobody is in scope\(why): `rollcall users list` shows who there is"
    }

    private static func sending(_ rejection: Rejection) -> String? {
        switch rejection {
        case .allInsideCoolDown(let number, let until):
            "\(number == 1 ? "the one who has" : "all \(count(number)) who have") not accepted "
                + "\(number == 1 ? "was" : "were") reached a short while ago, the first is due at \(moment(until)): "
                + "wait, or `--force` with `--reason`"
        case .nothingToRecall(0): "nothing waits that could be taken back: `rollcall outbox list` shows what does"
        case .nothingToRecall(let claimed):
            "nothing can be taken back any more: \(count(claimed, "message is", "messages are")) on the way already"
        case .alreadyCancelled(let id, let by, let at): "\(by) cancelled invitation \(id) at \(moment(at)): make a new one"
        case .notUnknown(let names):
            "\(Phrases.names(names, total: names.count)) \(names.count == 1 ? "is" : "are") not in doubt: "
                + "only what is unsure can be settled"
        case .linkUnusable(let state): link(state)
        case .askedAlready(let until):
            "a new mail was asked for less than a day ago: the next one can be from \(moment(until)) on"
        case .nothingToSendAgain(let username):
            "no open invitation of \(username) can be sent again: `rollcall why \(username.shellWord)` says why"
        case .reasonRequired(let what): "\(what) needs a reason: `--reason TEXT` (# in a sheet)"
        case .staleDecision(let subject, let what, let by, let at):
            "\(by) changed \(subject) at \(moment(at)) (\(event(named: what))): look again, then repeat"
        case .olderEpoch(let current): "another worker took over (epoch \(current)): this one stops"
        default: nil
        }
    }

    /// What a personal link is worth, as an administrator reads it.
    package static func link(_ state: LinkState) -> String {
        switch state {
        case .open: "the link works"
        case .used: "the link was used: the person has accepted"
        case .ended: "the link has ended: a resend gives it new time"
        case .notReady: "the link does not work yet: Apple does not know the person"
        case .unknown: "there is no such link"
        }
    }

    private static func redoing(_ rejection: Rejection) -> String {
        switch rejection {
        case .notRegisteredThere(let username, let location):
            "\(username) is neither invited nor accepted at \(location), so there is nothing to redo: invite first "
                + "(`rollcall invitations create`)"
        case .redoRunning(let username, let location, .failed):
            "a redo of \(username) at \(location) failed and waits: "
                + "`rollcall redos retry` lets it go on, `rollcall redos end` ends it"
        case .redoRunning(let username, let location, let stage):
            "a redo of \(username) at \(location) runs already (\(Phrases.stage(stage))): `rollcall redos list` shows it"
        case .redoBeyondCancel(let stage):
            "the redo cannot be stopped at this stage (\(Phrases.stage(stage))): `rollcall redos list` shows where it is"
        case .redoNotFailed(let stage): "the redo has not failed (\(Phrases.stage(stage))): there is nothing to retry"
        case .redoFinished(let stage): "the redo is finished (\(Phrases.stage(stage)))"
        case .noUsableMethod(let username):
            "nothing reaches \(username): give them an email address (`rollcall users set \(username.shellWord) --email ADDRESS`)"
        default: rejection.code
        }
    }
}
