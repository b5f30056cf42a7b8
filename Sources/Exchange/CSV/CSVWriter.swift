/// Writes lists as CSV after RFC 4180: UTF-8, commas, CRLF, quotes where they are needed.
///
/// A cell that a spreadsheet would take for a formula, that is one that begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return, gets a leading apostrophe, negative numbers and phone numbers too: who opens the list must not run what somebody
/// wrote into a name. ``CSVImport`` takes the apostrophe away again.
package struct CSVWriter: Sendable {
    private let writer = SeparatedWriter(separator: ",", lineEnd: "\r\n")

    /// A writer; it keeps nothing.
    package init() {}

    /// One row with its line end.
    package func row(_ cells: [String]) -> String { writer.row(cells) }

    /// A header and rows.
    package func table(header: [String], rows: some Sequence<[String]>) -> String {
        rows.reduce(into: row(header)) { $0 += row($1) }
    }
}
