#!/usr/bin/env python3
"""Writes Sources/Terminal/Width/WidthTable+Ranges.swift from the Unicode data in python's wcwidth and unicodedata.

Usage: pip install wcwidth==0.7.0 && Tests/TerminalTests/generate_width_tables.py > Sources/Terminal/Width/WidthTable+Ranges.swift

Four lists of closed ranges, sorted, without overlap:
  wide        two columns
  mark        drawn in the cell of the character before it (Mn, Me and joining jamo). Spacing marks (Mc) are not here: glibc,
              VTE, xterm and alacritty give them a column of their own, and so do we
  hidden      nothing to see, but able to reorder, join or hide text (Cf, line and paragraph separators, default ignorable)
  pictograph  Extended_Pictographic: what a joiner, a skin tone or a variation selector turns into one emoji
"""
import unicodedata
import wcwidth
from wcwidth.table_grapheme import EXTENDED_PICTOGRAPHIC
from wcwidth.table_mc import CATEGORY_MC
from wcwidth.table_wide import WIDE_EASTASIAN
from wcwidth.table_zero import ZERO_WIDTH

VERSION = wcwidth.list_versions()[-1]
# Default_Ignorable_Code_Point beyond Cf (DerivedCoreProperties), and format controls newer than python's own data.
EXTRA_HIDDEN = [(0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x2028, 0x2029), (0x2065, 0x2065), (0x2800, 0x2800),
                (0x3164, 0x3164), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x13430, 0x1343F), (0xE0000, 0xE00FF), (0xE01F0, 0xE0FFF)]
VARIATION = [(0x180B, 0x180D), (0x180F, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)]


def expand(ranges):
    return {code for first, last in ranges for code in range(first, last + 1)}


def table(source):
    return expand(source[VERSION] if isinstance(source, dict) else source)


def ranges(codes):
    out = []
    for code in sorted(codes):
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return out


def swift(name, comment, codes):
    found = ranges(codes)
    words = [f"0x{first:X}, 0x{last:X}," for first, last in found]
    lines, line = [], "       "
    for word in words:
        if len(line) + 1 + len(word) > 128:
            lines.append(line)
            line = "       "
        line += " " + word
    lines.append(line)
    body = "\n".join(lines)
    return f"    /// {comment}\n    static let {name}: [UInt32] = [\n{body}\n    ]\n"


variation = expand(VARIATION)
controls = set(range(0, 0x20)) | set(range(0x7F, 0xA0))
hidden = {code for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cf", "Zl", "Zp")} | expand(EXTRA_HIDDEN)
hidden -= variation
zero = table(ZERO_WIDTH) - table(CATEGORY_MC) - hidden - variation - controls
wide = table(WIDE_EASTASIAN) - zero - hidden - variation
picture = {code for code in table(EXTENDED_PICTOGRAPHIC) if code >= 0x203C}

print(f"// Written by Tests/TerminalTests/generate_width_tables.py from wcwidth {wcwidth.__version__} (Unicode {VERSION}); do not edit.")
print()
print("extension WidthTable {")
print("    /// The version of Unicode that the ranges follow.")
print(f'    package static let unicodeVersion = "{VERSION}"')
print()
print(swift("wide", "Two columns: first and last of each range.", wide))
print(swift("mark", "No column: drawn over the character before.", zero))
print(swift("hidden", "Nothing to see, but able to reorder, join or hide text.", hidden))
print(swift("pictograph", "What joins into one emoji.", picture), end="")
print("}")
