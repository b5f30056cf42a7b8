import Foundation
import Gateway

/// The password in every form in which it leaves for the server, so that no line that echoes one of them is shown.
struct SMTPSecrets: Sendable {
    private let words: [String]

    init(_ options: SMTPOptions) {
        guard let username = options.username, let password = options.password?.revealText(), !password.isEmpty else {
            words = []
            return
        }
        let plain = Data("\0\(username)\0\(password)".utf8).base64EncodedString()
        words = [plain, Data(password.utf8).base64EncodedString(), password]
    }

    /// The text with `(secret)` in place of each of them.
    func removed(from text: String) -> String {
        words.reduce(text) { $0.replacingOccurrences(of: $1, with: "(secret)") }
    }
}
