import Domain

/// Running and finished redos by stage.
struct RedoModel: Sendable {
    enum Filter: Int, CaseIterable, Hashable, Sendable {
        case all, running, failed

        var next: Filter { Filter(rawValue: rawValue + 1) ?? .all }
        var label: String {
            switch self {
            case .all: "all"
            case .running: "running"
            case .failed: "failed"
            }
        }
    }

    var list = RowList<RedoID>()
    var search = SearchText.none
    var filter = Filter.all
    var scroll = 0
}
