import Domain

/// What needs a person (R22).
struct WorkListModel: Sendable {
    /// Names one thing of the list whatever its place.
    struct Key: Hashable, Sendable {
        let kind: WorkItem.Kind
        let user: UserID?
        let location: LocationID
        let invitation: InvitationID?
        let redo: RedoID?

        init(_ item: WorkItem) {
            kind = item.kind
            user = item.user
            location = item.location
            invitation = item.invitation
            redo = item.redo
        }
    }

    var list = RowList<Key>()
    var search = SearchText.none
    /// Nil: every kind.
    var kind: WorkItem.Kind?
    /// The rows of the last reading; read while the view is shown.
    var items: [WorkItem] = []

    /// The item under the cursor.
    var selected: WorkItem? { items.indices.contains(list.cursor) ? items[list.cursor] : nil }
}
