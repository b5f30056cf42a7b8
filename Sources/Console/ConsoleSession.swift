/// What comes back at the next start; marks do not, on purpose.
package struct ConsoleSession: Hashable, Sendable {
    /// The name of the pane, see ``PaneKind/name``.
    package var pane: String
    /// What the users were searched for.
    package var search: String
    /// The raw value of the order of the users.
    package var sort: String
    /// Which choice of columns the users pane shows.
    package var columns: Int
    /// The command lines that were given, oldest first, at most 100.
    package var history: [String]

    /// A session; the defaults are those of a first start.
    package init(
        pane: String = PaneKind.users.name, search: String = "", sort: String = UserOrder.number.rawValue, columns: Int = 0,
        history: [String] = []
    ) {
        self.pane = pane
        self.search = search
        self.sort = sort
        self.columns = columns
        self.history = history
    }
}
