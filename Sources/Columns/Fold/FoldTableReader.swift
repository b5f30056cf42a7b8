/// Reads the words of the generated table: hexadecimal numbers with any punctuation between them.
enum FoldTableReader {
    /// Calls `body` with the numbers of each word.
    ///
    /// - Parameter lastBase: 10 when the number after `=` is decimal.
    static func read(_ table: StaticString, lastBase: UInt32 = 16, _ body: ([UInt32]) -> Void) {
        var numbers: [UInt32] = [0]
        var base: UInt32 = 16
        for byte in table.description.utf8 {
            if let digit = digit(byte) {
                numbers[numbers.count - 1] = numbers[numbers.count - 1] * base + digit
            } else if byte == UInt8(ascii: " ") {
                body(numbers)
                numbers = [0]
                base = 16
            } else {
                if byte == UInt8(ascii: "=") { base = lastBase }
                numbers.append(0)
            }
        }
        body(numbers)
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        default: nil
        }
    }
}
