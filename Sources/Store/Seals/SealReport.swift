/// What the seals of a journal prove.
package struct SealReport: Hashable, Sendable {
    /// A seal that does not fit the lines that it stands for: one of them was altered after it was sealed.
    package struct Broken: Hashable, Sendable {
        /// The seal's own record.
        package let sequence: UInt64
        package let from: UInt64
        package let to: UInt64
    }

    package internal(set) var seals: UInt64 = 0
    /// How many records stand in a seal that is right.
    package internal(set) var sealedRecords: UInt64 = 0
    /// How many records stand behind the last seal, its own line among them.
    package internal(set) var unsealedRecords: UInt64 = 0
    /// The last seal that is right.
    package internal(set) var lastSeal: Seal?
    /// The hash over everything up to the last whole transaction: what a seal there would state.
    package internal(set) var head: SealDigest?
    package internal(set) var headSequence: UInt64 = 0
    /// The record up to which the hash that was asked for attests everything; nil when it was not met.
    package internal(set) var anchorSequence: UInt64?
    package internal(set) var broken: [Broken] = []
    /// The last record that cannot be proved from here, since it, or what its seal reaches back to, is in the archive; 0 for
    /// none.
    package internal(set) var archived: UInt64 = 0
    /// Records that a program wrote which made no seals.
    package internal(set) var neverSealed: [ClosedRange<UInt64>] = []
    package internal(set) var redactions = RedactionCount()
}
