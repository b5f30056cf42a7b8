import Domain
import Engine

/// Takes in batches of users and counts what became of them; a dry run works on a copy of the state.
struct ImportTally {
    private let write: WriteRun
    /// What a dry run has made of the state.
    private var copy: State
    private(set) var read = 0
    private var added = 0
    private var changed = 0
    private var groups: [String] = []
    private var sites: [String] = []
    private var lastTransaction: UInt64?
    /// Users that a rule refused, in words.
    private(set) var refusals: [String] = []

    init(write: WriteRun) {
        self.write = write
        copy = write.state
    }

    /// Takes in one batch; a refused user is left out and the others go in.
    mutating func take(_ drafts: [UserDraft]) async throws(CommandLineFailure) {
        read += drafts.count
        do {
            try await takeAll(drafts)
        } catch {
            guard case .refused = error else { throw error }
            let usable = accepted(drafts)
            if !usable.isEmpty { try await takeAll(usable) }
        }
    }

    private mutating func takeAll(_ drafts: [UserDraft]) async throws(CommandLineFailure) {
        let before = write.dryRun ? copy : write.state
        let events: [Event]
        if write.dryRun {
            do throws(Rejection) { events = try copy.decide(.importUsers(drafts), write.context) } catch { throw .refused(error) }
            copy = WriteRun.evolved(copy, events, write.context)
        } else {
            let result = try await write.perform(.importUsers(drafts))
            events = result.events
            lastTransaction = result.transaction ?? lastTransaction
        }
        count(events, before)
    }

    /// The drafts that no rule refuses, each looked at by itself.
    private mutating func accepted(_ drafts: [UserDraft]) -> [UserDraft] {
        let (state, context) = (write.dryRun ? copy : write.state, write.context)
        return drafts.filter { draft in
            do throws(Rejection) {
                _ = try state.decide(.importUsers([draft]), context)
                return true
            } catch {
                refusals.append("\(draft.username): \(Phrases.rejection(error))")
                return false
            }
        }
    }

    private mutating func count(_ events: [Event], _ before: State) {
        for event in events {
            switch event {
            case .usersChanged(let users):
                let known = users.ids.count(where: before.users.contains)
                changed += known
                added += users.count - known
            case .groupCreated(_, let name): groups.append(name)
            case .siteCreated(_, let name): sites.append(name)
            default: continue
            }
        }
    }

    private var unchanged: Int { read - refusals.count - added - changed }

    func words(leftOut: Int) -> String {
        var parts = [
            "\(Phrases.count(added)) added", "\(Phrases.count(changed)) changed", "\(Phrases.count(unchanged)) unchanged",
            "\(Phrases.count(leftOut)) left out",
        ]
        if !groups.isEmpty { parts.append("groups created: \(Phrases.names(groups, total: groups.count, limit: 10))") }
        if !sites.isEmpty { parts.append("sites created: \(Phrases.names(sites, total: sites.count, limit: 10))") }
        return (write.dryRun ? "would be: " : "") + parts.joined(separator: ", ")
    }

    func object(leftOut: Int, attributes: [String]) -> JSONObject {
        var object = JSONObject()
        if write.dryRun { object.set("dryRun", true) }
        object.set("added", added)
        object.set("changed", changed)
        object.set("unchanged", unchanged)
        object.set("leftOut", leftOut)
        object.set("groupsCreated", groups)
        object.set("sitesCreated", sites)
        object.set("attributes", attributes)
        object.set("sequence", lastTransaction.map(Int.init))
        return object
    }
}
