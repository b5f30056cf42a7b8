/// The invite codes that somebody could accept now.
///
/// - Complexity: every operation O(1); the order is that of insertion until something is removed.
struct OpenInvitations: Sendable {
    private(set) var codes: [InviteCode] = []
    private var positions: [InviteCode: Int] = [:]

    mutating func insert(_ code: InviteCode) {
        guard positions[code] == nil else { return }
        positions[code] = codes.count
        codes.append(code)
    }

    mutating func remove(_ code: InviteCode) {
        guard let position = positions.removeValue(forKey: code) else { return }
        let last = codes.removeLast()
        if last != code {
            codes[position] = last
            positions[last] = position
        }
    }
}
