/// A scalar with what folding needs to know about it, packed into one word.
struct FoldedScalar: Sendable {
    /// Bits 0 to 20 the scalar (or an index into `FoldData.sequences`), then the flags, from bit 24 the combining class.
    var bits: UInt32

    init(value: UInt32) { bits = value }

    /// The scalar, or the index of its sequence when `isSequence`.
    var value: UInt32 { bits & 0x1F_FFFF }

    /// A Latin or Greek letter: the canonical marks behind it are dropped.
    var stripsMarks: Bool { bits & 1 << 21 != 0 }

    /// It folds to several scalars, found in `FoldData.sequences`.
    var isSequence: Bool { bits & 1 << 22 != 0 }

    /// It may melt into the starter before it.
    var mayCompose: Bool { bits & 1 << 23 != 0 }

    /// The canonical combining class; 0 for a starter.
    var combiningClass: UInt32 { bits >> 24 }

    mutating func setStripsMarks() { bits |= 1 << 21 }
    mutating func setMayCompose() { bits |= 1 << 23 }
    mutating func setCombiningClass(_ combiningClass: UInt32) { bits |= combiningClass << 24 }

    static func sequence(at index: Int) -> FoldedScalar { FoldedScalar(value: UInt32(index) | 1 << 22) }
}
