import Exchange

/// Printing lists and single facts to standard output.
extension VerbRun {
    /// Prints rows in a form; says on standard error when there are none.
    func print<Row>(_ rows: some Sequence<Row>, as listing: Listing<Row>, _ form: ListForm) {
        var printer = ListPrinter(self, listing, form)
        for row in rows {
            printer.add(row)
            if printer.isOver { return }
        }
        printer.finish()
    }

    /// Prints facts of one thing: with `--json` as an object, else one a line.
    func print(_ facts: [(name: String, value: String)], _ object: JSONObject) {
        if wantsJSON { return streams.write(object.text + "\n") }
        let shown = facts.filter { !$0.value.isEmpty }
        let width = shown.map { DisplayWidth.of($0.name) }.max() ?? 0
        for fact in shown {
            let name = fact.name + String(repeating: " ", count: width - DisplayWidth.of(fact.name) + 2)
            let value = SafeText.line(fact.value)
            streams.write(name + (options.ascii ? SafeText.ascii(value) : value) + "\n")
        }
    }
}

/// Gathers text so that a long list is few writes.
struct BufferedOutput {
    let streams: any Streams
    private var text = ""

    init(streams: any Streams) { self.streams = streams }

    mutating func write(_ more: String) {
        text += more
        if text.utf8.count >= 65_536 { flush() }
    }

    mutating func flush() {
        if !text.isEmpty { streams.write(text) }
        text = ""
    }
}

extension VerbRun {
    /// Prints rows that follow a list that was printed before: without its header.
    func printMore<Row>(_ rows: [Row], as listing: Listing<Row>, _ form: ListForm) {
        var output = BufferedOutput(streams: streams)
        for row in rows { output.write(line(row, listing, form)) }
        output.flush()
    }

    private func line<Row>(_ row: Row, _ listing: Listing<Row>, _ form: ListForm) -> String {
        switch form {
        case .json: return listing.object(row).text + "\n"
        case .csv: return CSVWriter().row(listing.columns.map { $0.raw(row) })
        case .tsv: return TSVWriter().row(listing.columns.map { $0.raw(row) })
        case .table:
            let cells = listing.columns.filter { $0.title != nil }.map { SafeText.line($0.shown(row)) }
            let text = cells.joined(separator: "  ") + "\n"
            return options.ascii ? SafeText.ascii(text) : text
        }
    }
}
