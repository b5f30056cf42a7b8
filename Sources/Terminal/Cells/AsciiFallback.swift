/// ASCII stand-ins for the characters that screens are drawn with, for terminals that show nothing else.
///
/// One to one and of the same width: a view draws in Unicode and need not know.
package enum AsciiFallback {
    /// The stand-in; `?` for a letter that has none.
    package static func scalar(for scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return scalar }
        switch scalar.value {
        case 0xC0...0x17F: return latin[Int(scalar.value - 0xC0)]
        case 0x2500...0x257F: return box(scalar)
        case 0x2580...0x259F: return block(scalar)
        case 0x2800...0x28FF: return braille(scalar)
        default: return known[scalar] ?? "?"
        }
    }

    private static let known: [Unicode.Scalar: Unicode.Scalar] = [
        "…": "~", "·": ".", "•": "*", "●": "*", "◐": "o", "◑": "o", "○": ".", "◌": ".", "◍": "o", "◎": "@", "■": "#", "□": ".",
        "◆": "*", "◇": "+", "▸": ">", "▶": ">", "▹": ">", "◂": "<", "◀": "<", "▲": "^", "△": "^", "▴": "^", "▼": "v", "▽": "v",
        "▾": "v", "←": "<", "→": ">", "↑": "^", "↓": "v", "↵": "/", "⏎": "/", "␣": "_", "✓": "v", "✔": "v", "✗": "x", "✘": "x",
        "×": "x", "⚠": "!", "‘": "'", "’": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "−": "-", "\u{A0}": " ", "⟳": "@",
        "↻": "@", "∞": "8", "≥": ">", "≤": "<", "⇥": ">", "⌫": "<", "⏸": "=", "⊘": "/",
    ]

    /// The letters from U+00C0 to U+017F without their marks.
    private static let latin = Array(
        ("AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuytyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg"
            + "GgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").unicodeScalars)

    private static func box(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "─", "━", "┄", "┅", "┈", "┉", "╌", "╍", "═", "╴", "╶", "╸", "╺", "╼", "╾": "-"
        case "│", "┃", "┆", "┇", "┊", "┋", "╎", "╏", "║", "╵", "╷", "╹", "╻", "╽", "╿": "|"
        case "╱": "/"
        case "╲": "\\"
        case "╳": "X"
        default: "+"
        }
    }

    /// Eighth blocks: lower ones by height (sparklines), left ones by width (bars), shades by weight.
    private static func block(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let lower: [Unicode.Scalar] = ["_", ".", ":", "-", "=", "+", "*", "#"]
        switch scalar.value {
        case 0x2581...0x2588: return lower[Int(scalar.value - 0x2581)]
        case 0x2589...0x258C: return "="
        case 0x258D...0x258F: return "-"
        case 0x2591: return "."
        case 0x2592: return ":"
        default: return "#"
        }
    }

    private static func braille(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch (scalar.value & 0xFF).nonzeroBitCount {
        case 0: " "
        case 1...2: "."
        case 3...5: ":"
        default: "#"
        }
    }
}
