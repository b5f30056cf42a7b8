import Domain
import Engine
import Terminal

/// Everything that can happen to the console.
package enum ConsoleMessage: Sendable {
    case input(InputEvent)
    /// The last canvas is on the screen: from now on keys answer what it shows.
    case painted
    case projection(Projection, Context)
    case tick(Instant)
    /// One result for each command of a performance, up to the first failure.
    case performed(Performance, [Result<CommandResult, CommandFailure>])
    case link(RecipientKey, Result<String, CommandFailure>)
    case record(Result<[RecordEntry], CommandFailure>)
    case found(UserSearch, [UserID])
    case usageRead(UsageSearch, UsageReading)
    case previewed(InvitationSettings, Result<InvitationPreview, Rejection>)
    case status(StatusReport)
    case copied(what: String, worked: Bool)
    /// A theme, or why it could not be used, in words.
    case theme(Result<Theme, ThemeProblem>)

    /// Why a theme could not be used, in words.
    package struct ThemeProblem: Error, Hashable, Sendable {
        /// One sentence for the message line.
        package let words: String
        /// A problem in words.
        package init(_ words: String) { self.words = words }
    }
}
