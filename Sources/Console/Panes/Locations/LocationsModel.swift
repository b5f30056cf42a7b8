import Domain

/// The locations and the state of their tokens (R23).
struct LocationsModel: Sendable {
    var list = RowList<LocationID>()
    var scroll = 0
}
