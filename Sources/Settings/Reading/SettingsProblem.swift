/// One mistake in a settings file, with its place, in a sentence that a person can act on.
///
/// `line` and `column` count from 1; a column is one Unicode scalar. Line 0 means the file as a whole.
package struct SettingsProblem: Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named by whoever loaded it.
    package let file: String
    /// Line from 1; 0 when the problem has no line, such as a missing file.
    package let line: Int
    /// Column from 1, in Unicode scalars; 0 when there is no line.
    package let column: Int
    /// What is wrong and, where it is known, what would be right.
    package let sentence: String

    /// Makes a problem at a place; line 0 stands for the whole file.
    package init(file: String, line: Int, column: Int, sentence: String) {
        self.file = file
        self.line = line
        self.column = column
        self.sentence = sentence
    }

    /// `file:line:column: sentence`, or `file: sentence` for a problem of the whole file.
    package var description: String {
        line == 0 ? "\(file): \(sentence)" : "\(file):\(line):\(column): \(sentence)"
    }
}
