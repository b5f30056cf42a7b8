import Domain

/// The recipients of the selected invitation, live (R10).
struct UsageModel: Sendable {
    var invitation: InvitationID?
    var list = RowList<UserID>()
    var search = SearchText.none
    var chip = UsageChip.all
    var scroll = 0
    /// Which columns come first.
    var columns = 0
    var marks = Marks()
    var perDay: [Int] = []
    var question = 0
    /// The sequence that the rows are from.
    var answeredSequence: UInt64?
}
