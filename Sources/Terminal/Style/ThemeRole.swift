/// What a piece of the screen means; a theme says how each meaning looks.
///
/// Names are dotted: a role that a theme does not mention looks like its nearest parent (`text.dim` like `text`), and in the
/// end like `text`.
package enum ThemeRole: String, CaseIterable, Hashable, Sendable {
    case text
    case textDim = "text.dim"
    case textStrong = "text.strong"
    case title
    case titleFocused = "title.focused"
    case border
    case borderFocused = "border.focused"
    case header
    case headerName = "header.name"
    case headerValue = "header.value"
    case headerReadOnly = "header.readonly"
    case column
    case columnSorted = "column.sorted"
    case selection
    case selectionUnfocused = "selection.unfocused"
    case mark
    case match
    case key
    case keyName = "key.name"
    case keyHint = "key.hint"
    case keyDisabled = "key.disabled"
    case error
    case warning
    case notice
    case success
    case input
    case inputPrompt = "input.prompt"
    case inputHint = "input.hint"
    case inputCursor = "input.cursor"
    case inputError = "input.error"
    case progress
    case progressRest = "progress.rest"
    case sheet
    case sheetTitle = "sheet.title"
    case sheetBorder = "sheet.border"
    case sheetDanger = "sheet.danger"
    case sheetChoice = "sheet.choice"
    case state
    case stateNotInvited = "state.notInvited"
    case stateWaiting = "state.waiting"
    case stateSending = "state.sending"
    case stateInvited = "state.invited"
    case stateSent = "state.sent"
    case stateSeen = "state.seen"
    case stateAccepted = "state.accepted"
    case stateAutomatic = "state.automatic"
    case stateSkipped = "state.skipped"
    case stateProblem = "state.problem"
    case stateFailed = "state.failed"
    case stateUnknown = "state.unknown"
    case statePaused = "state.paused"
    case stateRetiring = "state.retiring"
    case stateRetired = "state.retired"
    case stateEnded = "state.ended"
    case stateRedo = "state.redo"
    case chart
    case chartAccepted = "chart.accepted"
    case chartSent = "chart.sent"
    case chartProblem = "chart.problem"
    case chartAxis = "chart.axis"
    case scroll
    case scrollThumb = "scroll.thumb"
    case link
    case code

    /// The role that this one looks like when a theme does not mention it; nil for `text`, which is everyone's last resort.
    package var parent: ThemeRole? {
        guard self != .text else { return nil }
        guard let dot = rawValue.lastIndex(of: ".") else { return .text }
        return ThemeRole(rawValue: String(rawValue[..<dot])) ?? .text
    }
}
