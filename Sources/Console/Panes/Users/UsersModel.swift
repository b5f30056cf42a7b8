import Domain

/// The users pane: a live search with marks that survive it.
struct UsersModel: Sendable {
    var list = RowList<UserID>()
    var search = SearchText.none
    var filter = UserFilter.all
    var order = UserOrder.number
    /// Which of ``UserColumn/choices`` is shown.
    var columns = 0
    /// How many columns are scrolled away on the left.
    var scroll = 0
    var marks = Marks()
    /// The number of the last question; answers to older ones are dropped.
    var question = 0
    /// The rows are the first ones; the rest is still being counted.
    var isCounting = false
    /// What the rows answer, so that nothing is asked twice.
    var answered: Answered?

    struct Answered: Hashable, Sendable {
        var sequence: UInt64
        var search: UserSearch
        var users: Int
    }

    /// Whether the list holds everybody in their natural order.
    var showsEverybody: Bool { search.isEmpty && filter == .all && order == .number }
}

/// What the users pane can say of a user beside the username.
enum UserColumn: Hashable, Sendable {
    case fullName, status, age, email, managedAppleAccount, phone, groups, sites, devices

    /// The choices that `c` goes through.
    static let choices: [[UserColumn]] = [
        [.fullName, .status, .email, .groups, .sites],
        [.status, .email, .managedAppleAccount, .phone, .devices],
        [.sites, .groups, .status, .fullName, .devices],
    ]

    /// What a phone shows: the status in words is on the detail line there.
    static let narrow: [UserColumn] = [.age, .fullName]

    var title: String {
        switch self {
        case .fullName: "name"
        case .status: "status"
        case .age: "age"
        case .email: "email"
        case .managedAppleAccount: "managed account"
        case .phone: "phone"
        case .groups: "groups"
        case .sites: "sites"
        case .devices: "devices"
        }
    }

    /// The words of a status have room in the least width already: what is left goes to names.
    var weight: Int {
        switch self {
        case .age: 0
        case .status: 1
        default: 2
        }
    }

    var least: Int {
        switch self {
        case .fullName: 11
        case .status: 26
        case .age: 5
        // Cut to less it says nothing that the username does not say, and names need the room.
        case .email, .managedAppleAccount: 28
        case .phone: 12
        case .groups, .sites, .devices: 10
        }
    }
}
