import Exchange

/// Prints rows in one form as they come, so that a long list is never held as a whole.
struct ListPrinter<Row> {
    private let run: VerbRun
    private let listing: Listing<Row>
    private let form: ListForm
    private let shown: [Column<Row>]
    private var table: TextTable
    private var output: BufferedOutput

    init(_ run: VerbRun, _ listing: Listing<Row>, _ form: ListForm) {
        (self.run, self.listing, self.form) = (run, listing, form)
        shown = listing.columns.filter { $0.title != nil }
        table = TextTable(
            titles: shown.map { $0.title ?? "" }, columns: run.options.plain ? nil : run.streams.outputColumns,
            isASCII: run.options.ascii)
        output = BufferedOutput(streams: run.streams)
        switch form {
        case .csv: output.write(CSVWriter().row(listing.columns.map(\.key)))
        case .tsv: output.write(TSVWriter().row(listing.columns.map(\.key)))
        case .json, .table: break
        }
    }

    /// Whether the reader is gone, so that no more rows need be made.
    var isOver: Bool { run.streams.outputIsClosed }

    mutating func add(_ row: Row) {
        switch form {
        case .json: output.write(listing.object(row).text + "\n")
        case .csv: output.write(CSVWriter().row(listing.columns.map { $0.raw(row) }))
        case .tsv: output.write(TSVWriter().row(listing.columns.map { $0.raw(row) }))
        case .table: table.add(shown.map { $0.shown(row) }) { output.write($0) }
        }
    }

    /// Writes what is held back; says on standard error when there was nothing.
    mutating func finish() {
        if form == .table {
            table.finish { output.write($0) }
            if table.isEmpty { run.say("nothing found") }
        }
        output.flush()
    }
}
