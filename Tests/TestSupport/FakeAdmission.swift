import Domain
import Gateway

/// Admits every request at once and remembers what was asked of it.
package actor FakeAdmission: RequestAdmission {
    package private(set) var admitted: [(location: LocationID, perSecond: Int)] = []
    package private(set) var blocks: [Span] = []

    package init() {}

    package func admit(_ location: LocationID, perSecond: Int) { admitted.append((location, perSecond)) }
    package func block(_ location: LocationID, for wait: Span) { blocks.append(wait) }
}
