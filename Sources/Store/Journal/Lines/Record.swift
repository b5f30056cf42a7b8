/// One line of the journal, checked against the chain.
package struct Record: Sendable {
    /// Dense and never reused; the first is 1.
    package let sequence: UInt64
    /// The sequence of the first record of the transaction that this one belongs to.
    package let transaction: UInt64
    /// The place in the transaction, from 1 to `elementCount`.
    package let element: Int
    package let elementCount: Int
    /// The event's name; names that begin with `store.` are the store's own.
    package let kind: String
    /// Milliseconds since 1970 UTC; never less than in the record before.
    package let at: Int64
    package let by: String
    /// Command id, where from, and reason; only on a transaction's first record.
    package let command: String?
    package let from: String?
    package let why: String?
    /// By how many milliseconds the clock was behind `at`; only on a first record, only when it had stepped back.
    package let clockSkew: Int64?
    /// The sequence of the first record that was written, and synced, together with this one.
    let write: UInt64
    /// The raw line without its LF: the truth, including what this version does not know.
    package let line: ArraySlice<UInt8>
    let bodyRange: Range<Int>

    /// The raw bytes of the content: one JSON object.
    package var body: ArraySlice<UInt8> { line[bodyRange] }

    /// Whether the transaction ends here.
    package var endsTransaction: Bool { element == elementCount }

    /// Whether this is the store's own record, with no event of the domain in it.
    package var isStoreOwn: Bool { kind.hasPrefix("store.") }
}
