import Columns

// How the big tables of an image are filled, row by row.

extension StateImage {
    /// Puts users into the table; one that is there already is replaced.
    package mutating func put(_ users: UserRows) {
        for place in users.indices { self.users.set(users.id(at: place).number, from: place, of: users.rows) }
    }

    /// Puts recipients of an invitation into its table.
    package mutating func put(_ recipients: [Recipient], of invitation: InvitationID) {
        if !self.recipients.contains(invitation) { self.recipients[invitation] = PackedTable() }
        self.recipients.update(invitation) { table in
            for recipient in recipients { table[recipient.user.number] = recipient }
        }
    }

    /// Puts registrations at a location into its table.
    package mutating func put(_ registrations: [Registration], at location: LocationID) {
        if !self.registrations.contains(location) { self.registrations[location] = PackedTable() }
        self.registrations.update(location) { table in
            for registration in registrations { table[registration.user.number] = registration }
        }
    }

    /// How many rows the big tables have together.
    package var rowCount: Int {
        users.count + recipients.values.reduce(0) { $0 + $1.count } + registrations.values.reduce(0) { $0 + $1.count }
    }
}
