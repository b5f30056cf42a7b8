/// What FORMAT says: which format, which versions, which store.
package struct Format: Hashable, Sendable {
    static let name = "rollcall"
    static let major: Int64 = 1
    static let minor: Int64 = 0
    static var known: String { "\(major).\(minor)" }

    let major: Int64
    let minor: Int64
    package let store: StoreID
    let incompatible: [String]
    let readOnlyCompatible: [String]
}
