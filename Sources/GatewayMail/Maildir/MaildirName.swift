/// The file name of a message in a maildir: the same for the same Message-ID, and different for different ones.
///
/// Letters, digits and `.-_+@` stand for themselves, every other byte and a leading dot is written as `=2F`.
struct MaildirName: Hashable, Sendable {
    let text: String

    /// Nil when the name would be too long for a directory entry.
    init?(messageID: String) {
        var name = ""
        for (index, byte) in messageID.utf8.enumerated() {
            let digits = String(byte, radix: 16, uppercase: true)
            name +=
                Self.isPlain(byte, index)
                ? String(decoding: CollectionOfOne(byte), as: UTF8.self)
                : "=" + (digits.count == 1 ? "0" : "") + digits
        }
        guard !name.isEmpty, name.utf8.count <= 230 else { return nil }
        text = name
    }

    /// Whether a directory entry is this message: mail readers move it to `cur` and append flags after a colon.
    func names(_ entry: String) -> Bool { entry == text || entry.hasPrefix(text + ":") }

    private static func isPlain(_ byte: UInt8, _ index: Int) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "@"):
            true
        case UInt8(ascii: "."): index > 0
        default: false
        }
    }
}
