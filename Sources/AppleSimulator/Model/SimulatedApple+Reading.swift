import Foundation

/// What a `GET` of a paged collection asks for.
struct PageRequest: Equatable, Sendable {
    var index = 0
    var sinceVersionID: String?
}

/// One page, cut by position in the collection and not by what a filter leaves over.
///
/// A record therefore never moves from a page not read yet to one read before, whatever changes meanwhile.
struct Page<Element: Sendable>: Sendable {
    let elements: [Element]
    let index: Int
    let pages: Int
    let versionID: String

    var next: Int? { index + 1 < pages ? index + 1 : nil }

    func map<Other: Sendable>(_ transform: (Element) -> Other) -> Page<Other> {
        Page<Other>(elements: elements.map(transform), index: index, pages: pages, versionID: versionID)
    }
}

/// Which users `GET users` asks for.
struct UserQuery: Equatable, Sendable {
    var activeOnly = false
    var retiredOnly = false
    var clientUserId: String?
    var page = PageRequest()

    func matches(_ record: UserRecord) -> Bool {
        if activeOnly && !record.status.isActive { return false }
        if retiredOnly && record.status.isActive { return false }
        return clientUserId == nil || clientUserId == record.clientUserId
    }
}

extension SimulatedApple {
    /// A page of a location's users.
    ///
    /// - Complexity: proportional to the page size, not to the number of users.
    func users(_ query: UserQuery, of location: Int) throws(ServiceError) -> Page<UserRecord> {
        let target = locations[location]
        let collection = "users \(target.facts.uId)"
        let changes = target.changeLog.count
        let since = try query.page.sinceVersionID.map { (text) throws(ServiceError) in
            try position(of: text, in: collection, upTo: changes)
        }
        let candidates = try candidates(for: query, in: target)
        let span = since.map { $0..<changes } ?? 0..<(candidates?.count ?? target.records.count)
        let (slice, pages) = try cut(span, at: query.page.index)
        let found = slice.compactMap { position -> UserRecord? in
            if since != nil { return target.record(lastChangedAt: position) }
            return target.records[candidates?[position] ?? position]
        }
        return Page(
            elements: found.filter(query.matches), index: query.page.index, pages: pages,
            versionID: secret.versionID(of: collection, changes: changes))
    }

    /// A page of a collection that this simulator does not have yet, such as content: truthfully empty.
    func emptyPage<Element: Sendable>(
        of collection: String, _ page: PageRequest, at location: Int
    ) throws(ServiceError) -> Page<Element> {
        let name = "\(collection) \(locations[location].facts.uId)"
        if let text = page.sinceVersionID { _ = try position(of: text, in: name, upTo: 0) }
        let (_, pages) = try cut(0..<0, at: page.index)
        return Page(elements: [], index: page.index, pages: pages, versionID: secret.versionID(of: name, changes: 0))
    }

    /// Numbers of the records to look at when one id is asked for; nil for all.
    private func candidates(for query: UserQuery, in target: Location) throws(ServiceError) -> [Int]? {
        guard let id = query.clientUserId, query.page.sinceVersionID == nil else { return nil }
        let numbers = target.recordNumbers(of: id)
        guard !numbers.isEmpty || rules.behaviour.unknownUser == .emptyList else {
            throw ServiceError(.userNotFound, clientUserIds: [id])
        }
        return numbers
    }

    private func position(of versionID: String, in collection: String, upTo changes: Int) throws(ServiceError) -> Int {
        guard let position = secret.changes(inVersionID: versionID, of: collection), (0...changes).contains(position) else {
            throw ServiceError(.versionUnknown)
        }
        return position
    }

    private func cut(_ span: Range<Int>, at index: Int) throws(ServiceError) -> (slice: Range<Int>, pages: Int) {
        let size = rules.pageSize
        let pages = max(1, (span.count + size - 1) / size)
        guard (0..<pages).contains(index) else { throw ServiceError(.pageOutOfRange) }
        let start = span.lowerBound + index * size
        return (start..<min(start + size, span.upperBound), pages)
    }
}

extension Location {
    /// The record whose last change stands at this position of the change log; nil when it changed again later.
    func record(lastChangedAt position: Int) -> UserRecord? {
        let number = Int(changeLog[position])
        guard number >= 0, records[number].changed == position else { return nil }
        return records[number]
    }
}
