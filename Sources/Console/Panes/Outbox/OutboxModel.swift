import Domain

/// What was decided and is not done yet.
struct OutboxModel: Sendable {
    var list = RowList<OutboxRow.Kind>()
    /// The rows of the last reading; read while the view is shown.
    var rows: [OutboxRow] = []
}
