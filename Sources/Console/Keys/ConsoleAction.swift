/// Everything that a key, the menu or the command line can make the console do; the raw value is the name in keys.yaml.
package enum ConsoleAction: String, CaseIterable, Hashable, Sendable {
    // Moving.
    case up, down, left, right, top, bottom, pageUp, pageDown, halfUp, halfDown, nextMatch, previousMatch
    // Looking.
    case open, back, search, command, help, menu, why, summary, filter, sort, columns, zoom, follow, redraw
    case showUsers, showInvitations, showUsage, showRedo, showActivity, showLocations, showOutbox, showWorkList
    case nextPane, previousPane
    // Marking.
    case mark, range, markPattern, markAll, clearMarks
    // Acting.
    case invite, resend, redo, ask, showLink, edit, takeBack, cancel, settle, retryRedo, cancelRedo, endRedo
    case copy, export, demo
    // In sheets.
    case confirm, reason, include, useMarked, useOne
    // The program.
    case suspend, interrupt, quit

    /// The pane that the action shows; nil for every other action.
    var shownPane: PaneKind? {
        switch self {
        case .showUsers: .users
        case .showInvitations: .invitations
        case .showUsage: .usage
        case .showRedo: .redo
        case .showActivity: .activity
        case .showLocations: .locations
        case .showOutbox: .outbox
        case .showWorkList: .workList
        default: nil
        }
    }

    /// Asks for something to be recorded: refused in a console that only reads.
    var changes: Bool {
        switch self {
        case .invite, .resend, .redo, .ask, .showLink, .edit, .takeBack, .cancel, .settle, .retryRedo, .cancelRedo, .endRedo: true
        default: false
        }
    }
}
