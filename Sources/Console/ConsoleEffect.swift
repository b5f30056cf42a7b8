import Domain
import Engine

/// Something for the loop to do; what comes of it returns as a message.
package enum ConsoleEffect: Hashable, Sendable {
    case perform(Performance)
    case showLink(RecipientKey, CommandRequest)
    case loadRecord(after: UInt64, limit: Int)
    /// Searches that are too long for the path of a key.
    case find(UserSearch)
    case readUsage(UsageSearch)
    case preview(InvitationSettings)
    /// Reads the one number of many users.
    case readStatus
    /// Copies text into the clipboard of the person's terminal (OSC 52); `what` is said of it.
    case copy(String, what: String)
    case loadTheme(String)
    case save(ConsoleSession)
    case redraw
    case suspend
    case quit
}

/// Commands that one confirmation asked for, done one after the other until one fails.
package struct Performance: Hashable, Sendable {
    /// Made when the sheet was opened: confirming twice does it once.
    package let id: UniqueID
    /// In the order in which they are done.
    package let commands: [Command]
    /// Why, in the administrator's words.
    package let reason: String?

    /// The request of each command: its id follows from the performance's, so a repeat is known as one.
    package func request(_ index: Int) -> CommandRequest {
        CommandRequest(id: UniqueID(high: id.high, low: id.low &+ UInt64(index)), reason: reason)
    }
}
