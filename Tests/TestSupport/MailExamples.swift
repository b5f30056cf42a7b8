import Domain
import Gateway

extension MailMessage {
    /// A message as tests need one: an address, and an id that is its own.
    package static func example(
        to address: String, id: String = "7.12.1.1@store", name: String = "Zoë Müller", subject: String = "Your apps",
        text: String = "Open http://127.0.0.1:8080/r/abc\n", html: String = "<p>Open <a href=\"#\">this</a></p>\n"
    ) -> MailMessage {
        MailMessage(
            messageID: id, date: Instant(milliseconds: 1_795_347_290_123), senderName: "IT",
            senderAddress: "it@example.org", recipientName: name, recipientAddress: address, subject: subject, text: text,
            html: html)
    }
}
