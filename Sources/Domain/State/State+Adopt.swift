extension State {
    /// Takes the memory of `kept` wherever this state still is what `before` was: the same facts, not in memory of this
    /// process's own.
    package mutating func adopt(_ kept: State, unchangedSince before: State) {
        users.adopt(kept.users, unchangedSince: before.users)
        for (id, table) in kept.recipients.entries {
            guard let then = before.recipients[id] else { continue }
            recipients.update(id) { $0.rows.adopt(table.rows, unchangedSince: then.rows) }
        }
        for (id, table) in kept.registrations.entries {
            guard let then = before.registrations[id] else { continue }
            registrations.update(id) { $0.adopt(table, unchangedSince: then) }
        }
        invitationsOfUser.rows.adopt(kept.invitationsOfUser.rows, unchangedSince: before.invitationsOfUser.rows)
        userDecisions.versions.adopt(kept.userDecisions.versions, unchangedSince: before.userDecisions.versions)
    }
}
