/// An asset or an assignment. This simulator has no content yet, so there is no value of it.
enum ContentWire: Encodable, Sendable {
    func encode(to encoder: any Encoder) throws {}
}

/// The answer to `GET assets`.
struct AssetsPageWire: Encodable, Sendable {
    let assets: [ContentWire]
    let currentPageIndex: Int
    let size: Int
    let totalPages: Int
    let versionId: String

    init(_ page: Page<ContentWire>) {
        assets = page.elements
        currentPageIndex = page.index
        size = page.elements.count
        totalPages = page.pages
        versionId = page.versionID
    }
}

/// The answer to `GET assignments`.
struct AssignmentsPageWire: Encodable, Sendable {
    let assignments: [ContentWire]
    let currentPageIndex: Int
    let size: Int
    let totalPages: Int
    let versionId: String

    init(_ page: Page<ContentWire>) {
        assignments = page.elements
        currentPageIndex = page.index
        size = page.elements.count
        totalPages = page.pages
        versionId = page.versionID
    }
}
