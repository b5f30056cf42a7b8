import Domain
import Gateway

/// A message as it goes over the wire: RFC 5322 and MIME, CRLF, no line over 990 bytes.
struct MailWire: Sendable {
    let sender: MailAddress
    let recipient: MailAddress
    let messageID: String
    let bytes: [UInt8]

    /// Writes a message. Texts lose their control characters, so that none of them can begin a header of its own.
    ///
    /// - Throws: `MailProblem` when an address or the message id is unusable.
    init(_ message: MailMessage) throws(MailProblem) {
        guard let sender = MailAddress(message.senderAddress) else {
            throw MailProblem(isOurs: true, reason: "the sender's address is not a mail address; correct mail.sender-address")
        }
        guard let recipient = MailAddress(message.recipientAddress) else {
            throw MailProblem(isOurs: false, reason: "the address is not a mail address")
        }
        guard Self.isMessageID(message.messageID) else {
            throw MailProblem(isOurs: true, reason: "the message id is not one: left@right, letters, digits and .-_+=")
        }
        self.sender = sender
        self.recipient = recipient
        messageID = message.messageID
        bytes = Array((Self.head(message, sender, recipient) + Self.body(message)).utf8)
    }

    private static func head(_ message: MailMessage, _ sender: MailAddress, _ recipient: MailAddress) -> String {
        [
            "Date: \(MailDate.text(message.date))",
            "From: \(MailText.mailbox(message.senderName, sender))",
            "To: \(MailText.mailbox(message.recipientName, recipient))",
            "Subject: \(MailText.unstructured(message.subject))",
            "Message-ID: <\(message.messageID)>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "",
        ].joined(separator: "\r\n")
    }

    private static func body(_ message: MailMessage) -> String {
        guard !message.html.isEmpty else { return part("plain", message.text) }
        // No encoding of a body can hold "=_", so the boundary never occurs inside a part.
        let boundary = "=_\(message.messageID.utf8.prefix(50).map(safeDigit).joined())_="
        return [
            "Content-Type: multipart/alternative; boundary=\"\(boundary)\"\r\n",
            "--\(boundary)", part("plain", message.text),
            "--\(boundary)", part("html", message.html),
            "--\(boundary)--", "",
        ].joined(separator: "\r\n")
    }

    private static func part(_ subtype: String, _ text: String) -> String {
        let body = MailBody(text)
        return [
            "Content-Type: text/\(subtype); charset=utf-8", "Content-Transfer-Encoding: \(body.encoding)", "", body.text,
        ].joined(separator: "\r\n")
    }

    private static func safeDigit(_ byte: UInt8) -> String {
        let isPlain =
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        return isPlain ? String(decoding: CollectionOfOne(byte), as: UTF8.self) : "."
    }

    private static func isMessageID(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return text.utf8.count <= 200 && parts.count == 2
            && parts.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isMessageIDScalar) }
    }

    private static func isMessageIDScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_", "+", "=": true
        default: false
        }
    }
}
