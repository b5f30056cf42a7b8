import ArgumentParser

/// One column of a list for people and of its CSV.
struct Column<Row>: Sendable {
    /// The name in the header of CSV and TSV.
    let key: String
    /// What stands above it for people; nil keeps it out of the table.
    let title: String?
    /// What people see.
    let shown: @Sendable (Row) -> String
    /// What CSV holds.
    let raw: @Sendable (Row) -> String

    init(_ key: String, _ title: String?, _ shown: @escaping @Sendable (Row) -> String) {
        (self.key, self.title, self.shown, raw) = (key, title, shown, shown)
    }

    init(
        _ key: String, _ title: String?, shown: @escaping @Sendable (Row) -> String, raw: @escaping @Sendable (Row) -> String
    ) {
        (self.key, self.title, self.shown, self.raw) = (key, title, shown, raw)
    }
}

/// A list in its four forms: a table, JSON objects, CSV, TSV.
struct Listing<Row>: Sendable {
    let columns: [Column<Row>]
    let object: @Sendable (Row) -> JSONObject
}

/// The forms of a list beside the table and `--json`.
package struct ListOptions: ParsableArguments {
    @Flag(help: "Print CSV with a header.")
    package var csv = false

    @Flag(help: "Print tab-separated values with a header.")
    package var tsv = false

    package init() {}

    /// The form that was asked for.
    func form(_ options: GlobalOptions.Values) throws(CommandLineFailure) -> ListForm {
        guard [csv, tsv, options.json].count(where: { $0 }) < 2 else {
            throw .usage("--json, --csv and --tsv exclude one another")
        }
        return csv ? .csv : tsv ? .tsv : options.json ? .json : .table
    }
}

enum ListForm: Hashable, Sendable { case table, json, csv, tsv }
