/// The text of one MIME part with CRLF line ends: as it is when it is short lines of ASCII, else quoted-printable.
///
/// ASCII is left alone so that a link can be read, and copied, in the raw mail. Source: RFC 2045 section 6.7.
struct MailBody {
    let encoding: String
    let text: String

    private static let longestPlainLine = 900
    private static let longestLine = 76

    init(_ text: String) {
        let lines = Self.lines(text)
        let isPlain = lines.allSatisfy { line in
            line.count <= Self.longestPlainLine && line.allSatisfy { ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x09 }
                && line.last != 0x20 && line.last != 0x09 && !Self.looksLikeBoundary(line)
        }
        encoding = isPlain ? "7bit" : "quoted-printable"
        self.text =
            lines.map { String(decoding: isPlain ? Array($0) : Self.quotedPrintable($0), as: UTF8.self) }
            .joined(separator: "\r\n")
    }

    /// Splits at CRLF, CR and LF alike; NUL means nothing in a mail and goes.
    private static func lines(_ text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D: lines.append([])
            case 0: break
            default: lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        return lines
    }

    private static func looksLikeBoundary(_ line: [UInt8]) -> Bool { line.starts(with: "--=_".utf8) }

    private static func quotedPrintable(_ line: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var width = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let token = isLiteral(byte, isLast) ? [byte] : [UInt8(ascii: "=")] + hexadecimal(byte)
            // The last token of a line may use the place that a soft line break would need.
            if width + token.count > (isLast ? longestLine : longestLine - 1) {
                result += "=\r\n".utf8
                width = 0
            }
            result += token
            width += token.count
        }
        return result
    }

    private static func isLiteral(_ byte: UInt8, _ isLast: Bool) -> Bool {
        if byte == 0x20 || byte == 0x09 { return !isLast }
        return byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
