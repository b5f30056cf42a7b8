/// What a record `store.seal` says: which records it stands for, their hash, and the hash of the seal before.
package struct Seal: Hashable, Sendable {
    package static let kind = "store.seal"

    /// The first and the last record.
    package let from: UInt64
    package let to: UInt64
    package let digest: SealDigest
    /// Nil when no seal stands before it.
    package let previous: SealDigest?

    init(_ chain: SealChain, to: UInt64) {
        (from, self.to, digest, previous) = (chain.from, to, chain.head, chain.previous)
    }

    /// Reads the content of a record of this kind.
    /// - Throws: `JSONError`.
    package init(body: ArraySlice<UInt8>) throws(JSONError) {
        let fields = try JSONFields(body)
        (from, to) = (try fields.integer("from"), try fields.integer("to"))
        guard let digest = SealDigest(try fields.string("sha256")) else { throw fields.unexpected("sha256") }
        self.digest = digest
        guard let text = try fields.optionalString("prev") else {
            previous = nil
            return
        }
        guard let previous = SealDigest(text) else { throw fields.unexpected("prev") }
        self.previous = previous
    }

    /// The store's own record of it.
    var record: PendingRecord {
        PendingRecord(kind: Self.kind) { writer in
            writer.field("from", from)
            writer.field("to", to)
            writer.field("sha256", digest.description)
            writer.field("prev", ifPresent: previous?.description)
        }
    }
}
