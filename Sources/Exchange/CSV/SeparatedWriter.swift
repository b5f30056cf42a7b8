/// What CSV and TSV have in common.
struct SeparatedWriter: Sendable {
    let separator: Unicode.Scalar
    let lineEnd: String

    func row(_ cells: [String]) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            if index > 0 { text.unicodeScalars.append(separator) }
            append(cell, to: &text)
        }
        // A lone empty cell would be a blank line, which readers pass over.
        if text.isEmpty { text = "\"\"" }
        return text + lineEnd
    }

    private func append(_ cell: String, to text: inout String) {
        let harmless = Self.isFormula(cell) ? "'" + cell : cell
        guard needsQuotes(harmless) else {
            text += harmless
            return
        }
        text += "\""
        for scalar in harmless.unicodeScalars {
            if scalar == "\"" { text += "\"" }
            text.unicodeScalars.append(scalar)
        }
        text += "\""
    }

    private static func isFormula(_ cell: String) -> Bool {
        switch cell.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r": true
        default: false
        }
    }

    private func needsQuotes(_ cell: String) -> Bool {
        if cell.hasPrefix(" ") || cell.hasSuffix(" ") { return true }
        return cell.unicodeScalars.contains { scalar in
            scalar == separator || scalar == "\"" || scalar == "\n" || scalar == "\r" || scalar == "\t"
        }
    }
}
