/// A terminal in memory: understands what ncurses sends to an xterm and keeps the grid, so that a test can compare the screen
/// that a person would see with the one that was meant.
///
/// What it does not understand is kept in ``unknown``, so that nothing is ignored in silence.
package struct VirtualTerminal {
    /// How many rows there are.
    package let rows: Int
    /// How many columns there are.
    package let columns: Int
    /// One string a cell; empty for the right half of a wide one.
    package private(set) var grid: [[String]]
    /// Where the next character goes.
    package private(set) var cursor = (row: 0, column: 0)
    /// Whether the alternate screen is shown.
    package private(set) var isAlternate = false
    /// Whether the cursor is drawn.
    package private(set) var isCursorShown = true
    /// The private modes that are on, such as 2004.
    package private(set) var modes: Set<Int> = []
    /// Sequences that were not understood.
    package private(set) var unknown: [String] = []
    private var region: Range<Int>
    private var wrapPending = false
    private var lastPrinted = " "
    private let width: (Unicode.Scalar) -> Int

    /// - Parameter width: columns of a scalar: 0 for a mark, 1 or 2.
    package init(rows: Int, columns: Int, width: @escaping (Unicode.Scalar) -> Int) {
        (self.rows, self.columns, self.width) = (rows, columns, width)
        grid = Array(repeating: Array(repeating: " ", count: columns), count: rows)
        region = 0..<rows
    }

    /// The lines, without blanks at their ends.
    package var lines: [String] {
        grid.map { row in
            let line = row.joined()
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Takes output in.
    package mutating func feed(_ bytes: some Sequence<UInt8>) {
        var rest = Array(String(decoding: Array(bytes), as: UTF8.self).unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\u{1B}": escape(&rest)
            case "\r": move(cursor.row, 0)
            case "\n": lineFeed()
            case "\u{8}": move(cursor.row, cursor.column - 1)
            case "\t": move(cursor.row, (cursor.column / 8 + 1) * 8)
            case "\u{7}", "\u{F}", "\u{E}": break
            default: print(scalar)
            }
        }
    }

    private mutating func escape(_ rest: inout ArraySlice<Unicode.Scalar>) {
        switch rest.popFirst() {
        case "[": controlSequence(&rest)
        case "]":
            while let scalar = rest.popFirst(), scalar != "\u{7}" { if scalar == "\u{1B}" { rest.removeFirst(); break } }
        case "(", ")": rest = rest.dropFirst()
        case "M": reverseLineFeed()
        case "7", "8", "=", ">": break
        case let other: unknown.append("ESC \(other.map(String.init) ?? "")")
        }
    }

    private mutating func controlSequence(_ rest: inout ArraySlice<Unicode.Scalar>) {
        var text = ""
        while let scalar = rest.popFirst() {
            guard (0x40...0x7E).contains(scalar.value) else {
                text.unicodeScalars.append(scalar)
                continue
            }
            perform(scalar, text)
            return
        }
    }

    private mutating func perform(_ final: Unicode.Scalar, _ text: String) {
        if text.hasPrefix("?") { return setMode(final, text) }
        let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        let first = max(1, numbers.first ?? 1)
        switch final {
        case "H", "f": move(first - 1, max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
        case "A": move(cursor.row - first, cursor.column)
        case "B": move(cursor.row + first, cursor.column)
        case "C": move(cursor.row, cursor.column + first)
        case "D": move(cursor.row, cursor.column - first)
        case "G": move(cursor.row, first - 1)
        case "d": move(first - 1, cursor.column)
        case "J": eraseDisplay(numbers.first ?? 0)
        case "K": eraseLine(numbers.first ?? 0)
        case "X": blank(cursor.row, cursor.column..<min(columns, cursor.column + first))
        case "P": deleteCharacters(first)
        case "@": insertCharacters(first)
        case "L": insideRegion { $0.scroll(from: $0.cursor.row, by: -first) }
        case "M": insideRegion { $0.scroll(from: $0.cursor.row, by: first) }
        case "S": scroll(from: region.lowerBound, by: first)
        case "T": scroll(from: region.lowerBound, by: -first)
        case "b": for _ in 0..<first { put(lastPrinted, width: 1) }
        case "r": setRegion(numbers)
        case "m", "t", "l", "h", "c": break
        default: unknown.append("CSI \(text)\(final)")
        }
    }

    private mutating func setMode(_ final: Unicode.Scalar, _ text: String) {
        let isOn = final == "h"
        for mode in text.dropFirst().split(separator: ";").compactMap({ Int($0) }) {
            if isOn { modes.insert(mode) } else { modes.remove(mode) }
            if mode == 25 { isCursorShown = isOn }
            guard mode == 1049 || mode == 47 || mode == 1047 else { continue }
            isAlternate = isOn
            eraseDisplay(2)
        }
    }

    private mutating func setRegion(_ numbers: [Int]) {
        let top = max(1, numbers.first ?? 1)
        let bottom = numbers.count > 1 && numbers[1] > 0 ? numbers[1] : rows
        region = max(0, top - 1)..<max(top, min(rows, bottom))
        move(0, 0)
    }

    private mutating func move(_ row: Int, _ column: Int) {
        cursor = (max(0, min(rows - 1, row)), max(0, min(columns - 1, column)))
        wrapPending = false
    }

    private mutating func print(_ scalar: Unicode.Scalar) {
        let cells = width(scalar)
        guard cells > 0 else { return combine(scalar) }
        lastPrinted = String(Character(scalar))
        put(lastPrinted, width: cells)
    }

    private mutating func put(_ text: String, width cells: Int) {
        if wrapPending || cursor.column + cells > columns {
            move(cursor.row, 0)
            lineFeed()
        }
        if grid[cursor.row][cursor.column].isEmpty, cursor.column > 0 { grid[cursor.row][cursor.column - 1] = " " }
        let next = cursor.column + cells
        if next < columns, grid[cursor.row][next].isEmpty { grid[cursor.row][next] = " " }
        grid[cursor.row][cursor.column] = text
        if cells == 2 { grid[cursor.row][cursor.column + 1] = "" }
        wrapPending = next >= columns
        cursor.column = min(columns - 1, next)
    }

    private mutating func combine(_ mark: Unicode.Scalar) {
        var column = wrapPending ? cursor.column : cursor.column - 1
        if column > 0, grid[cursor.row][column].isEmpty { column -= 1 }
        if column >= 0 { grid[cursor.row][column].unicodeScalars.append(mark) }
    }

    private mutating func lineFeed() {
        wrapPending = false
        if cursor.row == region.upperBound - 1 {
            scroll(from: region.lowerBound, by: 1)
        } else {
            move(cursor.row + 1, cursor.column)
        }
    }

    private mutating func reverseLineFeed() {
        if cursor.row == region.lowerBound {
            scroll(from: region.lowerBound, by: -1)
        } else {
            move(cursor.row - 1, cursor.column)
        }
    }

    private mutating func insideRegion(_ body: (inout VirtualTerminal) -> Void) {
        if region.contains(cursor.row) { body(&self) }
    }

    private mutating func scroll(from top: Int, by count: Int) {
        let empty = Array(repeating: " ", count: columns)
        for _ in 0..<min(abs(count), region.upperBound - top) {
            grid.remove(at: count > 0 ? top : region.upperBound - 1)
            grid.insert(empty, at: count > 0 ? region.upperBound - 1 : top)
        }
    }

    private mutating func blank(_ row: Int, _ range: Range<Int>) {
        for column in range { grid[row][column] = " " }
    }

    private mutating func eraseLine(_ how: Int) {
        blank(cursor.row, (how == 0 ? cursor.column : 0)..<(how == 1 ? cursor.column + 1 : columns))
    }

    private mutating func eraseDisplay(_ how: Int) {
        if how < 2 { eraseLine(how) }
        let range = how == 0 ? cursor.row + 1..<rows : how == 1 ? 0..<cursor.row : 0..<rows
        for row in range { blank(row, 0..<columns) }
    }

    private mutating func deleteCharacters(_ count: Int) {
        let removed = min(count, columns - cursor.column)
        grid[cursor.row].removeSubrange(cursor.column..<cursor.column + removed)
        grid[cursor.row] += Array(repeating: " ", count: removed)
    }

    private mutating func insertCharacters(_ count: Int) {
        let added = min(count, columns - cursor.column)
        grid[cursor.row].insert(contentsOf: Array(repeating: " ", count: added), at: cursor.column)
        grid[cursor.row].removeLast(added)
    }
}
