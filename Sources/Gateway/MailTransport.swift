import Domain

/// Hands mails to a mail server or a maildir.
package protocol MailTransport: Sendable {
    /// What a person would call it, with its address: `smtp://127.0.0.1:2525`, `maildir /var/lib/rollcall/mail`.
    var description: String { get }
    /// How many messages may be in flight at once.
    var connections: Int { get }
    /// Sends the messages, some at a time; the outcomes are in the order of the messages.
    func send(_ messages: [MailMessage]) async -> [MailOutcome]
    /// Whether a message with this id went out, as far as the transport can know after a crash.
    func readBack(messageID: String) async -> MailReadBack
}

/// A message ready to be written: every text is what a person shall read, encoding is the transport's work.
package struct MailMessage: Hashable, Sendable {
    /// Stable for one wish to one person: `<invitation.user.generation.send@store>` without the angle brackets.
    package var messageID: String
    package var date: Instant
    package var senderName: String
    package var senderAddress: String
    package var recipientName: String
    package var recipientAddress: String
    package var subject: String
    package var text: String
    package var html: String

    package init(
        messageID: String, date: Instant, senderName: String, senderAddress: String, recipientName: String,
        recipientAddress: String, subject: String, text: String, html: String
    ) {
        self.messageID = messageID
        self.date = date
        self.senderName = senderName
        self.senderAddress = senderAddress
        self.recipientName = recipientName
        self.recipientAddress = recipientAddress
        self.subject = subject
        self.text = text
        self.html = html
    }
}

/// What became of one message.
package enum MailOutcome: Hashable, Sendable {
    case accepted
    /// The server said no for now (4xx): its own line.
    case refusedForNow(String)
    /// The server said no for good (5xx), or the address is unusable: its own line.
    case refused(String)
    /// The connection was lost between the end of the message and the answer.
    case unknown(String)
    /// Nothing of this message left the host: the server could not be reached, refused the log-in, or is not trusted.
    case notSent(String)
}

/// What a transport can say of a message after a crash.
package enum MailReadBack: Hashable, Sendable { case delivered, notDelivered, cannotKnow }
