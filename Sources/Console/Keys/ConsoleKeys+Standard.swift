extension ConsoleKeys {
    private static let rows: Set<PaneKind> = [.users, .invitations, .usage]
    private static let people: Set<PaneKind> = [.users, .usage]
    private static let aboutOne: Set<PaneKind> = [.users, .usage, .redo, .workList]

    /// The keys as delivered, in the order of the help.
    package static let standard: [KeyEntry] = acting + looking + marking + moving + views + program + inSheets

    private static let acting: [KeyEntry] = [
        KeyEntry(.open, "enter", "open", "Open: a user's chain, an invitation's usage, a row's user"),
        KeyEntry(.mark, "space insert", "mark", "Mark the row or take its mark away, and go down", panes: people),
        KeyEntry(.resend, "r f6", "resend", "Send again to those who have not accepted", panes: rows.union([.workList, .redo])),
        KeyEntry(.redo, "R", "redo registration", "Retire the registration and invite again", panes: aboutOne),
        KeyEntry(.ask, "a f5", "ask Apple", "Read the state from Apple now", panes: aboutOne.union([.invitations, .locations])),
        KeyEntry(.why, "w", "why", "Why this user has not accepted: the whole chain", panes: aboutOne),
        KeyEntry(
            .invite, "i f2", "invite", "New invitation: for these users, or like this invitation",
            panes: rows.union([.locations])),
        KeyEntry(.takeBack, "u f8", "take back", "Take back what has not left yet"),
        KeyEntry(.showLink, "L", "show link", "Show the personal link; it is recorded, with a reason", panes: aboutOne),
        KeyEntry(.edit, "e f4", "edit", "Change email, full name, groups and sites of the user", panes: people),
        KeyEntry(.settle, "", "settle", "Say whether a message of which nobody knows went out", panes: [.usage, .workList]),
        KeyEntry(.cancel, "", "cancel", "Cancel the invitation: open links end", panes: [.invitations, .usage]),
        KeyEntry(.retryRedo, "", "retry redo", "Go on with a failed redo", panes: [.redo, .workList]),
        KeyEntry(.cancelRedo, "", "cancel redo", "Cancel a redo that has not retired anything yet", panes: [.redo]),
        KeyEntry(.endRedo, "", "end redo", "End a redo early", panes: [.redo]),
    ]

    private static let looking: [KeyEntry] = [
        KeyEntry(.search, "/ f7", "search", "Search; the list follows each letter"),
        KeyEntry(.command, ":", "command", "Command line: every action by name"),
        KeyEntry(.help, "? f1", "keys", "All keys, to be searched"),
        KeyEntry(.menu, ". f9", "menu", "All actions of the row"),
        KeyEntry(.summary, "=", "summary", "The one number; y copies it"),
        KeyEntry(.filter, "f", "filter", "Next filter of the list", panes: [.users, .usage, .redo, .workList]),
        KeyEntry(.sort, "s", "sort", "Next order of the list", panes: [.users]),
        KeyEntry(.columns, "c", "columns", "Next choice of columns", panes: people),
        KeyEntry(.zoom, "z", "zoom", "The pane alone, or with the others"),
        KeyEntry(.follow, "t", "freeze", "Freeze the view, or follow again"),
        KeyEntry(.copy, "y", "copy", "Copy the row into the clipboard of this terminal"),
        KeyEntry(.export, "x", "export", "The command that exports this list", panes: rows.union([.redo, .activity])),
        KeyEntry(.nextMatch, "n", "next match", "Next match in a text"),
        KeyEntry(.previousMatch, "N", "previous match", "Previous match in a text"),
        KeyEntry(.demo, "d", "demo", "How to try everything on made-up people", panes: [.users]),
    ]

    private static let marking: [KeyEntry] = [
        KeyEntry(.range, "v", "range", "Mark from here to where it is pressed again", panes: people),
        KeyEntry(.markPattern, "+", "mark by pattern", "Mark the rows that a pattern finds", panes: people),
        KeyEntry(.markAll, "*", "mark all", "Mark all shown, or turn the marks round", panes: people),
        KeyEntry(.clearMarks, "-", "clear marks", "Take all marks away", panes: people),
    ]

    private static let moving: [KeyEntry] = [
        KeyEntry(.up, "k up ctrl-p", "up", "Up"),
        KeyEntry(.down, "j down ctrl-n", "down", "Down"),
        KeyEntry(.left, "h left", "left", "Scroll columns to the left"),
        KeyEntry(.right, "l right", "right", "Scroll columns to the right"),
        KeyEntry(.top, "g home", "top", "First row"),
        KeyEntry(.bottom, "G end", "bottom", "Last row"),
        KeyEntry(.pageUp, "pageup ctrl-b", "page up", "A page up"),
        KeyEntry(.pageDown, "pagedown ctrl-f", "page down", "A page down"),
        KeyEntry(.halfUp, "ctrl-u", "half up", "Half a page up"),
        KeyEntry(.halfDown, "ctrl-d", "half down", "Half a page down"),
    ]

    private static let views: [KeyEntry] = [
        KeyEntry(.showUsers, "1", "users", "Users"),
        KeyEntry(.showInvitations, "2", "invitations", "Invitations"),
        KeyEntry(.showUsage, "3", "usage", "Usage of the selected invitation"),
        KeyEntry(.showRedo, "4", "redos", "Redos, running and finished"),
        KeyEntry(.showActivity, "5", "activity", "Activity: the record"),
        KeyEntry(.showLocations, "6", "locations", "Locations and their tokens"),
        KeyEntry(.showOutbox, "7", "outbox", "Outbox: what has not left yet"),
        KeyEntry(.showWorkList, "8", "work list", "Work list: what needs a person"),
        KeyEntry(.nextPane, "tab", "next pane", "Next pane"),
        KeyEntry(.previousPane, "shift-tab", "previous pane", "Previous pane"),
    ]

    private static let program: [KeyEntry] = [
        KeyEntry(.back, "q esc f10", "back", "Back; q with nothing to go back to leaves"),
        KeyEntry(.interrupt, "ctrl-c", "stop", "Stop what is going on; twice leaves"),
        KeyEntry(.suspend, "ctrl-z", "suspend", "To the shell; fg comes back"),
        KeyEntry(.redraw, "ctrl-l", "redraw", "Draw the screen again"),
        KeyEntry(.quit, "", "quit", "Leave"),
    ]

    private static let inSheets: [KeyEntry] = [
        KeyEntry(.confirm, "y", "do it", "Do it; above 100 people the number is typed instead", place: .sheets),
        KeyEntry(.reason, "#", "reason", "Give a reason, for the record", place: .sheets),
        KeyEntry(.include, "f", "include", "Include who was reached a short while ago", place: .sheets),
        KeyEntry(.useMarked, "m", "marked", "For the marked ones", place: .sheets),
        KeyEntry(.useOne, "o", "only this", "Only for the one under the cursor", place: .sheets),
    ]
}
