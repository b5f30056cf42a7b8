/// Writes the fields of a row one behind the other; `PackedReader` reads them in the same order.
public struct PackedWriter: Sendable {
    @usableFromInline package var bytes: [UInt8]

    @inlinable package init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    @inlinable package mutating func byte(_ value: UInt8) { bytes.append(value) }

    /// Seven bits a byte, the lowest first.
    @inlinable package mutating func number(_ value: some FixedWidthInteger & UnsignedInteger) {
        var rest = UInt64(truncatingIfNeeded: value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Small numbers of either sign are short.
    package mutating func signed(_ value: Int64) { number(UInt64(bitPattern: value << 1 ^ value >> 63)) }

    /// Eight bytes, for what is evenly spread.
    package mutating func word(_ value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    package mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            number(UInt(utf8.count))
            unsafe bytes.append(contentsOf: utf8)
        }
    }

    package mutating func data(_ value: [UInt8]) {
        number(UInt(value.count))
        bytes.append(contentsOf: value)
    }

    /// A part of some bytes, as `data` and `text` write it.
    package mutating func data(_ source: borrowing ArraySlice<UInt8>, _ range: Range<Int>) {
        number(UInt(range.count))
        unsafe source.withUnsafeBufferPointer { whole in
            let start = range.lowerBound - source.startIndex
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: whole[start..<start + range.count]))
        }
    }
}

/// Reads the fields of a row. Total: past the end every number is 0 and every text empty, so that no row can trap.
///
/// Made and used only while its bytes are borrowed.
@safe public struct PackedReader {
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    @usableFromInline var position = 0

    @inlinable
    init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = bytes }

    @inlinable package var isAtEnd: Bool { unsafe position >= bytes.count }

    @inlinable package mutating func byte() -> UInt8 {
        guard unsafe position < bytes.count else { return 0 }
        defer { position += 1 }
        return unsafe bytes[position]
    }

    @inlinable package mutating func number() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let next = byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
        return value
    }

    @inlinable package mutating func number<Number: FixedWidthInteger>(as type: Number.Type) -> Number {
        Number(truncatingIfNeeded: number())
    }

    package mutating func signed() -> Int64 {
        let raw = number()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    package mutating func word() -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 8) { value |= UInt64(byte()) << UInt64(shift) }
        return value
    }

    package mutating func text() -> String { unsafe String(decoding: piece(), as: UTF8.self) }

    package mutating func data() -> [UInt8] { unsafe Array(piece()) }

    /// Puts the bytes of the next text behind those of a buffer.
    package mutating func appendText(to buffer: inout [UInt8]) { unsafe buffer.append(contentsOf: piece()) }

    /// Reads past a text and says whether it had any bytes.
    @discardableResult
    package mutating func skipText() -> Bool { unsafe !piece().isEmpty }

    /// Folds the next text to the end of a buffer.
    package mutating func foldText(into buffer: inout [UInt8]) { unsafe appendFolded(utf8: piece(), to: &buffer) }

    private mutating func piece() -> UnsafeBufferPointer<UInt8> {
        let length = min(Int(clamping: number()), unsafe bytes.count - position)
        defer { position += length }
        return unsafe UnsafeBufferPointer(rebasing: bytes[position..<position + length])
    }
}
