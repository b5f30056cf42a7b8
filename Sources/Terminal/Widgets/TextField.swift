/// One line of text that is being edited.
package struct TextField: Hashable, Sendable {
    /// What was typed, as characters, so that the cursor never stands inside one.
    package private(set) var characters: [Character]
    /// How many characters stand before the cursor.
    package private(set) var cursor: Int
    /// How many characters fit; more are dropped.
    package let limit: Int
    private var scroll = 0

    /// A field with a text, the cursor at its end.
    package init(_ text: String = "", limit: Int = 4096) {
        self.limit = max(1, limit)
        self.characters = Array(TextField.line(text).prefix(max(1, limit)))
        self.cursor = characters.count
    }

    /// What was typed.
    package var text: String { String(characters) }
    /// Whether nothing was typed.
    package var isEmpty: Bool { characters.isEmpty }

    /// Replaces everything and puts the cursor at the end.
    package mutating func replace(with text: String) {
        self = TextField(text, limit: limit)
    }

    /// Inserts what was typed or pasted. Line ends and tabs become spaces, other controls are dropped.
    package mutating func insert(_ text: String) {
        // Joined as text first: a combining mark that was typed alone belongs to the character before it.
        let before = String(characters[..<cursor]) + TextField.line(text)
        let after = characters[cursor...]
        let kept = Array(before.prefix(max(0, limit - after.count)))
        characters = kept + after
        cursor = kept.count
    }

    /// Deletes the character before the cursor.
    package mutating func deleteBackward() { delete(from: cursor - 1, to: cursor) }
    /// Deletes the character under the cursor.
    package mutating func deleteForward() { delete(from: cursor, to: cursor + 1) }
    /// Deletes back to the start of the word.
    package mutating func deleteWordBackward() { delete(from: wordStart, to: cursor) }
    /// Deletes everything before the cursor.
    package mutating func deleteToStart() { delete(from: 0, to: cursor) }
    /// Deletes everything from the cursor on.
    package mutating func deleteToEnd() { delete(from: cursor, to: characters.count) }

    /// Moves one character to the left.
    package mutating func moveLeft() { cursor = max(0, cursor - 1) }
    /// Moves one character to the right.
    package mutating func moveRight() { cursor = min(characters.count, cursor + 1) }
    /// Moves before the first character.
    package mutating func moveToStart() { cursor = 0 }
    /// Moves behind the last character.
    package mutating func moveToEnd() { cursor = characters.count }
    /// Moves to the start of the word.
    package mutating func moveWordLeft() { cursor = wordStart }

    /// Moves to the end of the word.
    package mutating func moveWordRight() {
        while cursor < characters.count, characters[cursor] == " " { cursor += 1 }
        while cursor < characters.count, characters[cursor] != " " { cursor += 1 }
    }

    /// Draws the field and returns where the cursor stands on the screen; scrolls sideways so that it is inside.
    @discardableResult
    package mutating func draw(on canvas: inout Canvas, in rect: Rect, _ style: Style, hint: TextRun? = nil) -> Point {
        canvas.fill(rect.line(0), with: .blank(style))
        scrollToCursor(columns: rect.columns)
        if let hint, isEmpty {
            canvas.put(hint.text, at: rect.origin, hint.style, maxWidth: rect.columns)
        }
        let visible = String(characters[scroll...])
        canvas.put(visible, at: rect.origin, style, maxWidth: rect.columns)
        let column = CellText.width(of: String(characters[scroll..<cursor]))
        return Point(row: rect.row, column: rect.column + min(column, max(0, rect.columns - 1)))
    }

    private mutating func scrollToCursor(columns: Int) {
        scroll = min(scroll, cursor)
        let room = max(1, columns - 1)
        while scroll < cursor, CellText.width(of: String(characters[scroll..<cursor])) > room { scroll += 1 }
    }

    private mutating func delete(from start: Int, to end: Int) {
        let range = max(0, start)..<min(characters.count, end)
        guard !range.isEmpty else { return }
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    private var wordStart: Int {
        var start = cursor
        while start > 0, characters[start - 1] == " " { start -= 1 }
        while start > 0, characters[start - 1] != " " { start -= 1 }
        return start
    }

    private static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\t" || scalar == "\r" {
                line.append(" ")
            } else if WidthTable.class(of: scalar) != .control {
                line.append(scalar)
            }
        }
        return String(line)
    }
}
