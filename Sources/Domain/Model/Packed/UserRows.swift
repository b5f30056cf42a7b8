import Columns

/// Users in the packed form in which they lie in the directory: a list of users that costs its bytes.
///
/// Reading a record of a thousand users makes one of these and no text of its own.
package struct UserRows: Sendable {
    package private(set) var rows = ByteRows()
    /// What the directory will keep beside the rows; nil until somebody has worked it out.
    private(set) var derived: DerivedUsers?

    package init() {}

    package init(_ users: some Sequence<User>) {
        for user in users { append(user) }
    }

    package mutating func append(_ user: User) { append { user.pack(into: &$0) } }

    /// Works out what the directory will keep beside the rows, so that whoever takes them in need not.
    package mutating func derive() { derived = DerivedUsers(self) }

    mutating func append(_ write: (inout PackedWriter) -> Void) {
        derived = nil
        rows.append { buffer in
            var writer = PackedWriter(buffer)
            buffer = []
            write(&writer)
            buffer = writer.bytes
        }
    }

    /// Which user a row is.
    package func id(at index: Int) -> UserID { rows.read(index) { UserID($0.number(as: UInt32.self)) } }

    func memberships(at index: Int) -> Memberships { rows.read(index) { Memberships(ofPackedUser: &$0) } }

    package var ids: [UserID] { indices.map(id) }
}

extension UserRows: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.count }
    package subscript(index: Int) -> User { rows.read(index) { User(from: &$0) } }
}

extension UserRows: Hashable, ExpressibleByArrayLiteral {
    package init(arrayLiteral users: User...) { self.init(users) }

    package static func == (left: UserRows, right: UserRows) -> Bool {
        left.rows.bytes == right.rows.bytes && left.rows.starts == right.rows.starts
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(rows.count)
        hasher.combine(rows.byteCount)
    }
}
