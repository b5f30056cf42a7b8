/// Tells files that only look like CSV by their name.
enum CSVSignature {
    /// Where the text begins, behind a byte order mark.
    ///
    /// - Throws: `wrongFormat` with what the file seems to be.
    static func start(of bytes: [UInt8]) throws(ExchangeError) -> Int {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let content = bytes[start...]
        guard content.contains(where: { ![32, 9, 10, 13].contains($0) }) else { throw .wrongFormat(reason: "the file is empty") }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw .wrongFormat(reason: "the file is UTF-16; save it as CSV in UTF-8")
        }
        if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw .wrongFormat(reason: "the file is a spreadsheet or an archive; export it as CSV in UTF-8")
        }
        switch content.first {
        case UInt8(ascii: "<"): throw .wrongFormat(reason: "the file looks like XML or HTML, not like CSV")
        case UInt8(ascii: "{"), UInt8(ascii: "["): throw .wrongFormat(reason: "the file looks like JSON, not like CSV")
        default: return start
        }
    }
}
