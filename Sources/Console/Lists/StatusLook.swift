import Domain
import Terminal

/// How a state is drawn: a glyph and a role beside its word, so that nothing rests on colour alone.
struct StatusLook: Hashable, Sendable {
    let glyph: String
    let role: ThemeRole

    init(_ glyph: String, _ role: ThemeRole) {
        self.glyph = glyph
        self.role = role
    }

    init(_ status: RecipientStatus) {
        switch status {
        case .queued, .sending: self.init("◌", .stateWaiting)
        case .sent: self.init("◐", .stateSent)
        case .shownOnDevice, .linkOpened: self.init("◑", .stateSeen)
        case .accepted: self.init("●", .stateAccepted)
        case .autoRegistered: self.init("◆", .stateAutomatic)
        case .skipped: self.init("○", .stateSkipped)
        case .failed, .mismatch: self.init("✗", .stateProblem)
        case .unknown: self.init("?", .stateUnknown)
        case .cancelled, .superseded, .leftScope: self.init("·", .stateEnded)
        }
    }

    init(_ status: OverallStatus) {
        switch status {
        case .redo: self.init("↻", .stateRedo)
        case .problem(let status, _), .invited(let status): self.init(status)
        case .accepted: self.init(RecipientStatus.accepted)
        case .waiting: self.init(RecipientStatus.queued)
        case .notReached: self.init(RecipientStatus.skipped)
        case .notInvited: self.init("·", .stateNotInvited)
        }
    }

    init(_ stage: RedoStage) {
        switch stage {
        case .failed: self.init("✗", .stateFailed)
        case .cancelled: self.init("·", .stateEnded)
        case .done: self.init("●", .stateAccepted)
        default: self.init("↻", .stateRedo)
        }
    }

    init(_ state: InvitationState) {
        switch state {
        case .cancelled: self.init("·", .stateEnded)
        case .waitingForToken: self.init("!", .stateProblem)
        case .sending, .registering, .queued: self.init("◌", .stateSending)
        case .complete: self.init("●", .stateAccepted)
        case .sent, .available: self.init("◐", .stateSent)
        }
    }
}
