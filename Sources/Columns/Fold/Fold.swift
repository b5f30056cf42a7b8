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
    buffer.append(contentsOf: text.utf8)
    if lowercaseASCII(from: start, in: &buffer) { return }
    buffer.removeSubrange(start...)
    appendFoldedScalars(text, to: &buffer)
}

/// Folds UTF-8 bytes and appends the result to a buffer; ill-formed bytes are read as U+FFFD.
package func appendFolded(utf8 bytes: some Collection<UInt8>, to buffer: inout [UInt8]) {
    let start = buffer.count
    buffer.append(contentsOf: bytes)
    if lowercaseASCII(from: start, in: &buffer) { return }
    let text = String(decoding: buffer[start...], as: UTF8.self)
    buffer.removeSubrange(start...)
    appendFoldedScalars(text, to: &buffer)
}

/// Lowers the ASCII letters behind `start`, and says whether all bytes there are ASCII.
///
/// Without a branch in the loop, which lets the compiler take many bytes at once.
private func lowercaseASCII(from start: Int, in buffer: inout [UInt8]) -> Bool {
    var bytes = buffer.mutableSpan
    var seen: UInt8 = 0
    for place in start..<bytes.count {
        let byte = bytes[place]
        seen |= byte
        bytes[place] = lowercasedASCII(byte)
    }
    return seen < 0x80
}

func lowercasedASCII(_ byte: UInt8) -> UInt8 {
    byte | (byte &- UInt8(ascii: "A") < 26 ? 0x20 : 0)
}

private func appendFoldedScalars(_ text: String, to buffer: inout [UInt8]) {
    var folding = Folding()
    for scalar in text.unicodeScalars { folding.take(scalar.value, &buffer) }
    folding.finish(&buffer)
}
