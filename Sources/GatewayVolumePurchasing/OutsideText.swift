import Foundation
import Gateway

/// Words from the other side, made fit to be shown and recorded.
///
/// A service may echo what it was sent. Runs that could be a token, an invite code or a hash are left out, whoever wrote them.
enum OutsideText {
    private static let longestWord = 24
    private static let longestText = 300

    /// One line without control characters, of at most 300 characters.
    static func clean(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars.prefix(longestText) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: line += " "
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line.split(separator: " ").joined(separator: " ")
    }

    /// As `clean`, and with everything left out that looks like a secret or contains this one.
    static func harmless(_ text: String, without secret: Secret?) -> String {
        var text = text
        if let word = secret?.revealText(), !word.isEmpty { text = text.replacingOccurrences(of: word, with: "(secret)") }
        var result = ""
        var run = ""
        for scalar in clean(text).unicodeScalars {
            if isCodeCharacter(scalar) {
                run.unicodeScalars.append(scalar)
            } else {
                result += shown(run)
                run = ""
                result.unicodeScalars.append(scalar)
            }
        }
        return result + shown(run)
    }

    private static func shown(_ run: String) -> String { run.unicodeScalars.count >= longestWord ? "(left out)" : run }

    private static func isCodeCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "+", "/", "=", "_": true
        default: false
        }
    }
}
