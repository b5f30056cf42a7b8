import Domain
import Gateway

/// Makes the mail of a recipient from the invitation's text: plain and HTML, with the personal link.
struct MessageComposer: Sendable {
    var storeID: String
    var defaults: Capabilities.Mail?

    /// Stable for one wish: a mail log, or a maildir, can say whether it went out.
    func messageID(_ invitation: InvitationID, _ recipient: Recipient) -> String {
        "\(invitation.number).\(recipient.user.number).\(recipient.generation).\(recipient.sendNumber)@\(storeID).rollcall"
    }

    func compose(
        _ invitation: Invitation, _ recipient: Recipient, _ user: User, _ location: Location, link: String, at now: Instant
    ) -> MailMessage {
        let text = recipient.isRedo ? invitation.settings.redoMessage : invitation.settings.message
        let senderName = text.senderName.isEmpty ? defaults?.senderName ?? "" : text.senderName
        let organisation = location.settings.organisation
        let values = [
            "name": user.displayName, "organisation": organisation, "link": link,
            "sender": senderName.isEmpty ? organisation : senderName,
        ]
        return MailMessage(
            messageID: messageID(invitation.id, recipient), date: now, senderName: senderName,
            senderAddress: text.senderAddress.isEmpty ? defaults?.senderAddress ?? "" : text.senderAddress,
            recipientName: user.fullName, recipientAddress: user.email,
            subject: Self.fill(text.subject) { values[$0] }, text: Self.fill(text.body) { values[$0] },
            html: Self.html(text.body, values))
    }

    /// Replaces each `{{word}}` once, from left to right: what a value holds is never looked at again.
    static func fill(_ template: String, _ value: (String) -> String?) -> String {
        var result = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            rest = rest[open...]
            guard rest.hasPrefix("{{"), let close = rest.firstRange(of: "}}") else {
                result.append(rest.removeFirst())
                continue
            }
            let word = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<close.lowerBound])
            if let value = value(word) {
                result += value
                rest = rest[close.upperBound...]
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result + rest
    }

    /// The body as HTML: paragraphs where the text has empty lines, the link as a link, everything else escaped.
    private static func html(_ body: String, _ values: [String: String]) -> String {
        let link = escaped(values["link"] ?? "")
        let filled = fill(escaped(body)) { word in
            word == "link" ? "<a href=\"\(link)\">\(link)</a>" : values[word].map(escaped)
        }
        let paragraphs = filled.split(separator: "\n\n", omittingEmptySubsequences: true).map { paragraph in
            "<p>" + paragraph.replacing("\n", with: "<br>\n") + "</p>"
        }
        return """
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"></head>
            <body style="font-family: sans-serif; line-height: 1.5">
            \(paragraphs.joined(separator: "\n"))
            </body></html>

            """
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
