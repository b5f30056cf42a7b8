import Crypto
import Foundation

/// The pages behind an invitation link: plain HTML, no script, everything from outside escaped.
enum InvitationPage {
    /// Nothing is loaded from anywhere; the one style is named by its hash.
    static let contentSecurityPolicy: String = {
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(hash)'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }()

    /// The question, again with what was typed and what was wrong with it when there is a problem.
    static func asking(_ invitation: OpenInvitation, account: String = "", problem: AcceptanceRefusal? = nil) -> String {
        let organisation = escaped(invitation.organisation)
        let alert = problem.map { "<p id=\"problem\" role=\"alert\">\(explanation(of: $0))</p>" } ?? ""
        let described = problem == nil ? "hint" : "problem hint"
        return document(
            title: "\(organisation) invites you",
            """
            <p>\(organisation) wants to give you apps and books from its location \(escaped(invitation.locationName)).
            To receive them, accept with the Apple Account that you use on your devices.</p>
            \(alert)
            <form method="post" action="\(ServicePaths.invitation)">
            <input type="hidden" name="inviteCode" value="\(invitation.code)">
            <p><label for="account">Apple Account</label>
            <input id="account" name="account" type="text" inputmode="email" autocomplete="username" autocapitalize="none"
            spellcheck="false" maxlength="254" required aria-describedby="\(described)" value="\(escaped(account))"></p>
            <p id="hint">Any name will do, such as lea@personal.example. No password is asked for.</p>
            <p><button type="submit" name="decision" value="accept">Accept</button>
            <button type="submit" name="decision" value="decline" formnovalidate>Decline</button></p>
            </form>
            """)
    }

    static func accepted(_ invitation: OpenInvitation) -> String {
        let organisation = escaped(invitation.organisation)
        return document(
            title: "You have accepted",
            "<p role=\"status\">\(organisation) can now give you apps and books. You may close this page.</p>")
    }

    static let declined = document(
        title: "You have declined",
        "<p role=\"status\">Nothing was changed. The invitation stays open: use the same link if you change your mind.</p>")

    static let notAForm = document(title: "This could not be read", "<p role=\"alert\">Open the link again and use its form.</p>")

    static func refused(_ refusal: AcceptanceRefusal) -> String {
        document(title: heading(of: refusal), "<p role=\"alert\">\(explanation(of: refusal))</p>")
    }
}

extension InvitationPage {
    private static let style = """
        body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1d1d1f;background:#fff}
        label{display:block;font-weight:600}input[type=text]{box-sizing:border-box;width:100%;font:inherit;padding:.5rem}
        button{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem}[role=alert]{border-left:.3rem solid #b00020;padding-left:.75rem}
        footer{margin-top:3rem;border-top:1px solid #767676;font-size:1rem}
        """

    private static func heading(of refusal: AcceptanceRefusal) -> String {
        switch refusal {
        case .usedCode: "This invitation has been used"
        case .deadCode: "This invitation is no longer good"
        case .unknownCode: "There is no such invitation"
        case .unusableAccount, .accountBoundElsewhere: "This account cannot be used"
        }
    }

    private static func explanation(of refusal: AcceptanceRefusal) -> String {
        switch refusal {
        case .usedCode: "Somebody accepted it before. It cannot be accepted a second time."
        case .deadCode: "The organisation has withdrawn it. Ask for a new one."
        case .unknownCode: "Check that the whole link was copied."
        case .unusableAccount: "Enter the name of an Apple Account, without spaces."
        case .accountBoundElsewhere: "Another person of this organisation uses this Apple Account already. Enter another one."
        }
    }

    /// `title` and `content` are HTML already.
    private static func document(title: String, _ content: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="robots" content="noindex"><title>\(title)</title><style>\(style)</style></head>
        <body>
        <main>
        <h1>\(title)</h1>
        \(content)
        </main>
        <footer><p>This page stands for the App Store of a simulator on this computer.
        It is not Apple's, and nothing entered here reaches Apple.</p></footer>
        </body>
        </html>

        """
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
