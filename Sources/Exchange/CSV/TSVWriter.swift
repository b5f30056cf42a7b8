/// Writes lists as tab-separated values: UTF-8, tabs, LF, quotes where they are needed.
///
/// Formulas are made harmless as ``CSVWriter`` does it.
package struct TSVWriter: Sendable {
    private let writer = SeparatedWriter(separator: "\t", lineEnd: "\n")

    /// A writer; it keeps nothing.
    package init() {}

    /// One row with its line end.
    package func row(_ cells: [String]) -> String { writer.row(cells) }

    /// A header and rows.
    package func table(header: [String], rows: some Sequence<[String]>) -> String {
        rows.reduce(into: row(header)) { $0 += row($1) }
    }
}
