import Domain

/// The list of invitations, newest first.
struct InvitationsModel: Sendable {
    var list = RowList<InvitationID>()
    var search = SearchText.none
    var scroll = 0
}
