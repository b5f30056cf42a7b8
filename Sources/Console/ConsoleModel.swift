import Domain
import Engine
import Terminal

/// All that the console knows and shows, as one value.
package struct ConsoleModel: Sendable {
    // The surroundings.
    package internal(set) var size: Size
    package internal(set) var theme: Theme
    let keys: ConsoleKeys
    let options: ConsoleOptions
    package internal(set) var now: Instant
    var context: Context

    // The facts: what is shown, and the newest while the view is frozen.
    package internal(set) var projection: Projection
    var newest: Projection
    var isFrozen = false
    var facts = Facts()

    // The views.
    /// The location that header and lists speak of when there are several.
    var location: LocationID?
    package internal(set) var focus: PaneKind
    var isZoomed = false
    /// The panes to go back to.
    var trail: [PaneKind] = []
    var users = UsersModel()
    var invitations = InvitationsModel()
    var usage = UsageModel()
    var redo = RedoModel()
    var activity = ActivityModel()
    var locations = LocationsModel()
    var outbox = OutboxModel()
    var workList = WorkListModel()

    // What lies over them.
    var dialog: Dialog?
    var line: MessageLine?
    var takeBack: TakeBackOffer?
    var running: [UniqueID: String] = [:]
    var history: [String] = []
    /// The one number of many users, as last read; few users are counted at once.
    var status: StatusReport?
    var isLeaving = false
    private var ids: Seed

    /// A console before its first projection; `seed` makes the identities of its commands.
    package init(
        size: Size, theme: Theme = .default, keys: ConsoleKeys = ConsoleKeys(), options: ConsoleOptions, context: Context,
        projection: Projection = Projection(), session: ConsoleSession = ConsoleSession(), seed: Seed
    ) {
        self.size = size
        self.theme = theme
        self.keys = keys
        self.options = options
        self.context = context
        self.now = context.now
        self.projection = projection
        self.newest = projection
        self.ids = seed
        self.focus = PaneKind(name: session.pane) ?? .users
        self.history = session.history
        users.search = SearchText(session.search)
        users.order = UserOrder(rawValue: session.sort) ?? .number
        users.columns = session.columns
        if !options.greeting.isEmpty { line = MessageLine(.notice, options.greeting) }
    }

    var state: State { projection.state }

    /// What to keep for the next start.
    package var session: ConsoleSession {
        ConsoleSession(
            pane: focus.name, search: users.search.text, sort: users.order.rawValue, columns: users.columns, history: history)
    }

    /// How long the loop may wait before it says what time it is, in seconds.
    package var secondsToNextTick: Int {
        takeBack != nil || !running.isEmpty ? 1 : 10
    }

    mutating func nextID() -> UniqueID { ids.nextUniqueID() }

    /// What the header says of everything, read once for each projection.
    struct Facts: Hashable, Sendable {
        var workCount = 0
        var redosRunning = 0
        var redosFailed = 0
        var outbox = 0
    }
}

/// What the bottom of the screen says until the next key that does something.
struct MessageLine: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case notice, done, warning, failure }

    var kind: Kind
    var text: String

    init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

/// Messages that wait for their time and can still be taken back.
struct TakeBackOffer: Hashable, Sendable {
    var invitations: [InvitationID]
    var until: Instant
    var people: Int

    func seconds(at now: Instant) -> Int { max(0, Int((until.since(now).milliseconds + 999) / 1_000)) }
}

/// What lies over the panes and takes the keys.
enum Dialog: Sendable {
    case search(SearchLine)
    case pattern(TextField)
    case command(CommandLine)
    case menu(ActionMenu)
    case sheet(ConfirmSheet)
    case form(FormSheet)
    case page(TextPage)
}

extension ConsoleModel {
    /// A question is in the model that nobody can have seen yet.
    var awaitsPaint: Bool {
        switch dialog {
        case .sheet(let sheet): !sheet.confirmation.isPainted
        case .form(let form): !form.confirmation.isPainted
        default: false
        }
    }
}
