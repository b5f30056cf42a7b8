import Domain
import Testing

@testable import Exchange

@Suite("Lists as CSV and TSV")
struct CSVWriterTests {
    @Test("Cells are quoted where they must be, and rows end with CRLF")
    func quoting() {
        #expect(
            CSVWriter().row(["a", "b,c", "say \"x\"", "two\nlines", "", " x"])
                == "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",,\" x\"\r\n")
        #expect(TSVWriter().row(["a", "b,c", "d\te"]) == "a\tb,c\t\"d\te\"\n")
        #expect(CSVWriter().row([""]) == "\"\"\r\n")
    }

    @Test(
        "What a spreadsheet would take for a formula begins with an apostrophe",
        arguments: [
            ("=1+1", "'=1+1\r\n"), ("+33 1", "'+33 1\r\n"), ("-5", "'-5\r\n"), ("@SUM(A1)", "'@SUM(A1)\r\n"),
            ("\t=1", "\"'\t=1\"\r\n"), ("\r=1", "\"'\r=1\"\r\n"), ("a=1", "a=1\r\n"),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"\r\n"),
        ])
    func formulas(cell: String, row: String) {
        #expect(CSVWriter().row([cell]) == row)
    }

    @Test("What is written is read back the same, formulas included")
    func roundTrip() throws {
        let values = ["+33 1 11", "=1+1", "-", "a \"b\", c", "O'Hara", "é👩‍🏫", "x;y"]
        let rows = values.enumerated().map { ["user\($0.offset)", $0.element] }
        for text in [
            CSVWriter().table(header: ["username", "phone"], rows: rows),
            TSVWriter().table(header: ["username", "phone"], rows: rows),
        ] {
            let outcome = try CSVImportTests.read(text)
            #expect(outcome.problems == [])
            #expect(outcome.drafts.map(\.phone) == values)
        }
    }
}
