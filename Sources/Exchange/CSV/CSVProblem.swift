/// Something wrong in a CSV file, with its place. A row with a problem is left out; the others go in.
package struct CSVProblem: Hashable, Sendable, CustomStringConvertible {
    /// The line of the file, from 1, on which the field begins. Line ends inside quotes count.
    package let line: Int
    /// The number of the field in its row, from 1, as spreadsheets count columns.
    package let column: Int
    /// What is wrong, in plain words.
    package let reason: String

    /// Makes a problem at a place.
    package init(line: Int, column: Int, reason: String) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// `line 7, column 3: "anna@" is no e-mail address`
    package var description: String { "line \(line), column \(column): \(reason)" }
}
