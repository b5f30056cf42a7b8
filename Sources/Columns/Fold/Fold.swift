/// Folds text for searching: lower case, Latin and Greek letters without their marks, other scripts composed.
///
/// `ø ł đ ß æ œ ı ς` become `o l d ss ae oe i σ`. Text and query fold alike, and folding twice changes nothing.
/// - Returns: UTF-8, which therefore never contains the bytes 0xFE and 0xFF.
/// - Complexity: O(n log n) for a text that is one run of combining marks, else O(n).
package func fold(_ text: String) -> [UInt8] {
    var folded: [UInt8] = []
    appendFolded(text, to: &folded)
    return folded
}

/// Folds text and appends the result to a buffer.
package func appendFolded(_ text: String, to buffer: inout [UInt8]) {
    let start = buffer.count
    for byte in text.utf8 {
        guard byte < 0x80 else {
            buffer.removeSubrange(start...)
            return appendFoldedScalars(text, to: &buffer)
        }
        buffer.append(lowercasedASCII(byte))
    }
}

/// Folds UTF-8 bytes and appends the result to a buffer; ill-formed bytes are read as U+FFFD.
package func appendFolded(utf8 bytes: some Collection<UInt8>, to buffer: inout [UInt8]) {
    let start = buffer.count
    for byte in bytes {
        guard byte < 0x80 else {
            buffer.removeSubrange(start...)
            return appendFoldedScalars(String(decoding: bytes, as: UTF8.self), to: &buffer)
        }
        buffer.append(lowercasedASCII(byte))
    }
}

private func lowercasedASCII(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
}

private func appendFoldedScalars(_ text: String, to buffer: inout [UInt8]) {
    var folding = Folding()
    for scalar in text.unicodeScalars { folding.take(scalar.value, &buffer) }
    folding.finish(&buffer)
}
