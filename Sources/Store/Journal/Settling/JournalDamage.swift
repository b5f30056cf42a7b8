/// Something in the journal that must not be there, with what a person needs to find it.
package struct JournalDamage: Hashable, Sendable {
    package let path: String
    /// Counted from 1.
    package let line: UInt64
    /// Byte offset of the line's beginning.
    package let offset: UInt64
    /// The last record that is sound.
    package let lastSound: UInt64
    package let fault: LineFault
    /// The line and its neighbours, cut to a readable length, without control characters.
    package let text: String
    package let before: String?
    package let after: String?
}

/// What is wrong with one line.
package enum LineFault: Error, Hashable, Sendable, CustomStringConvertible {
    case notARecord
    case tooLong
    case wrongChecksum(expected: UInt32, found: UInt32)
    case wrongSequence(expected: UInt64, found: UInt64)
    case wrongTransaction
    case wrongShape(String)
    /// The record is whole, but this byte stands where its LF should be.
    case wrongLineEnd(UInt8)
    /// The segment's first line does not say where the one before it ends.
    case notAHeader
    /// The segment holds records, but does not follow the confirmed end of the one before it.
    case straySegment

    package var description: String {
        switch self {
        case .notARecord: "the line is not a whole record"
        case .tooLong: "the line is longer than a record can be"
        case .wrongChecksum(let expected, let found):
            "the checksum should be \(hex(expected)) but is \(hex(found)): the line was altered, or its neighbour is missing"
        case .wrongSequence(let expected, let found): "number \(found) stands where \(expected) should be"
        case .wrongTransaction: "the line does not belong to the transaction before it"
        case .wrongShape(let what): "the line is not a record: \(what)"
        case .wrongLineEnd(let byte): "the record is whole but ends with byte \(byte) instead of a line feed"
        case .notAHeader: "the line is not the first line of a segment"
        case .straySegment: "the segment holds records, but does not begin where the one before it ends"
        }
    }

    private func hex(_ checksum: UInt32) -> String {
        String(decoding: [UInt8](hex: checksum), as: UTF8.self)
    }
}
