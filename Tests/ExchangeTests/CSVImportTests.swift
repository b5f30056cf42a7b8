import Domain
import Foundation
import Testing

@testable import Exchange

@Suite("Users from CSV")
struct CSVImportTests {
    /// Everything that a file gives.
    struct Outcome {
        var drafts: [UserDraft] = []
        var problems: [String] = []
        var columns: [CSVColumn] = []
    }

    static func read(_ text: String, batchSize: Int = 100) throws -> Outcome {
        try read(bytes: Array(text.utf8), batchSize: batchSize)
    }

    static func read(bytes: [UInt8], batchSize: Int = 100) throws -> Outcome {
        try all(CSVImport.read(bytes: bytes, batchSize: batchSize))
    }

    static func all(_ reading: CSVImport) throws -> Outcome {
        var reading = reading
        var outcome = Outcome()
        while let batch = try reading.nextBatch() { outcome.drafts += batch }
        #expect(reading.userCount == outcome.drafts.count)
        outcome.problems = reading.problems.map(\.description)
        outcome.columns = reading.columns
        return outcome
    }

    @Test("A full row gives every part of a user")
    func fullRow() throws {
        let outcome = try Self.read(
            #"""
            Username,Full Name,E-Mail,phone_number,Title,Managed Apple ID,Sites,groups,Device Serials,Start year
            anna,"Berg, ""Anna""",anna@example.org,+33 1,Teacher,anna@appleid.example.org,Paris;North, Staff ; Chess ,C02X:computer;DMQY:Mobile;Z,2024
            """#)
        #expect(outcome.problems == [])
        #expect(
            outcome.drafts == [
                UserDraft(
                    username: "anna", fullName: "Berg, \"Anna\"", email: "anna@example.org", phone: "+33 1", position: "Teacher",
                    managedAppleAccount: "anna@appleid.example.org", sites: ["Paris", "North"], groups: ["Staff", "Chess"],
                    devices: [
                        Device(serial: "C02X", kind: .computer), Device(serial: "DMQY", kind: .mobile), Device(serial: "Z"),
                    ],
                    attributes: [Attribute(name: "Start year", value: "2024")])
            ])
        #expect(outcome.columns.last?.description == "column 10 \"Start year\" becomes the extension attribute \"Start year\"")
    }

    @Test("A column that is absent says nothing, an empty cell says empty")
    func absentAndEmpty() throws {
        let draft = try #require(try Self.read("user,mail,groups,devices\nanna,,,\n").drafts.first)
        #expect(draft == UserDraft(username: "anna", email: "", groups: [], devices: []))
    }

    @Test(
        "Byte order mark, CRLF, lone CR, semicolon, tab and a missing last line end all go through",
        arguments: [
            "\u{FEFF}username,full name\nanna,A B\nbob,C\n", "username,full name\r\nanna,A B\r\nbob,C\r\n",
            "username,full name\ranna,A B\rbob,C", "username;full name\nanna;A B\nbob;C",
            "username\tfull name\nanna\tA B\nbob\tC\n",
            "username,full name\n\nanna,A B\n,\n\"bob\",\"C\"\n\n,\n",
        ])
    func shapes(text: String) throws {
        let outcome = try Self.read(text)
        #expect(outcome.problems == [])
        #expect(outcome.drafts == [UserDraft(username: "anna", fullName: "A B"), UserDraft(username: "bob", fullName: "C")])
    }

    @Test("Line ends within quotes stay in attributes, become spaces in names, and count as lines")
    func embeddedLineEnds() throws {
        let outcome = try Self.read("username,full name,Notes\nanna,\"A\r\nB\",\"x\n\ny\"\nbob,B,\nbob,B,\n")
        #expect(
            outcome.drafts.first
                == UserDraft(
                    username: "anna", fullName: "A B", attributes: [Attribute(name: "Notes", value: "x\n\ny")]))
        #expect(outcome.problems == ["line 7, column 1: the username \"bob\" stands on line 6 already"])
    }

    @Test("The export Email,Name,Notes takes the username from the e-mail address")
    func productExport() throws {
        let outcome = try Self.read("Email,Name,Notes\nanna.berg@example.org,Anna Berg,likes chess\n")
        #expect(
            outcome.drafts == [
                UserDraft(
                    username: "anna.berg", fullName: "Anna Berg", email: "anna.berg@example.org",
                    attributes: [Attribute(name: "Notes", value: "likes chess")])
            ])
        #expect(
            outcome.columns.map(\.description) == [
                "column 1 \"Email\" is the email", "column 2 \"Name\" is the full name",
                "column 3 \"Notes\" becomes the extension attribute \"Notes\"",
            ])
    }

    @Test("An Apple School Manager roster goes through, also without usernames and addresses")
    func roster() throws {
        let outcome = try Self.read(
            """
            person_id,person_number,first_name,middle_name,last_name,grade_level,email_address,sis_username,password_policy,location_id
            P1,1,Anna,,Berg,5,anna@example.org,aberg,4,L1
            P2,2,Bo,C.,Dahl,5,bo@example.org,,4,L1
            P3,3,Eve,,Falk,6,,,4,L1
            """)
        #expect(outcome.problems == [])
        #expect(outcome.drafts.map(\.username) == ["aberg", "bo", "P3"])
        #expect(outcome.drafts.map(\.fullName) == ["Anna Berg", "Bo C. Dahl", "Eve Falk"])
        #expect(
            outcome.drafts.first?.attributes.map(\.name)
                == ["person_id", "person_number", "grade_level", "password_policy", "location_id"])
    }

    @Test("A column Name is the username where nothing else can be")
    func nameColumn() throws {
        #expect(try Self.read("name,full name,email\nanna,A,a@example.org\n").drafts.first?.username == "anna")
        #expect(try Self.read("name\nanna\n").drafts.first?.username == "anna")
        #expect(try Self.read("username,name\nanna,A B\n").drafts.first?.fullName == "A B")
    }

    static let badRows: [(row: String, problem: String)] = [
        ("x", "line 2, column 1: the row has 1 fields, and the first line has 4: it is too short"),
        ("x,,,,y", "line 2, column 5: the row has 5 fields, and the first line has 4: it is too long"),
        (",A,,", "line 2, column 1: the username is empty"),
        ("x,A,x@,", "line 2, column 3: \"x@\" is no e-mail address"),
        ("x,A,x@example,", "line 2, column 3: \"x@example\" is no e-mail address"),
        ("x,A,x@example..org,", "line 2, column 3: \"x@example..org\" is no e-mail address"),
        ("x,A,x y@example.org,", "line 2, column 3: \"x y@example.org\" is no e-mail address"),
        ("x,A,,C02:laptop", "line 2, column 4: \"C02:laptop\" is no device; write serial, serial:computer or serial:mobile"),
        ("x,A,,:mobile", "line 2, column 4: \":mobile\" is no device; write serial, serial:computer or serial:mobile"),
        ("x,A \u{0}B,,", "line 2, column 2: \"full name\" holds the control character U+0"),
        ("x,A \u{7F}B,,", "line 2, column 2: \"full name\" holds the control character U+7F"),
        ("x,A \u{9B}B,,", "line 2, column 2: \"full name\" holds the control character U+9B"),
        ("\"x\ny\",A,,", "line 2, column 1: \"username\" holds a line end"),
        ("ANNA,A,,", "line 3, column 1: the username \"anna\" stands on line 2 already"),
        ("x,A \"B\" C,,", "line 2, column 2: a quotation mark stands inside a field that does not begin with one"),
        (
            "x,\"A\"B,,",
            "line 2, column 2: text follows the closing quotation mark; a quotation mark inside quotes is written twice"
        ),
        ("x,\"A,,", "line 2, column 2: the quotation mark that opens here is never closed"),
        (
            "x,\(String(repeating: "A", count: 4_097)),,",
            "line 2, column 2: \"full name\" is 4097 bytes long; at most 4096 are read"
        ),
        ("\(String(repeating: "x", count: 256)),A,,", "line 2, column 1: the username is longer than 255 bytes"),
    ]

    @Test("A bad row is told with line, column and reason, and the others go in", arguments: badRows)
    func badRow(row: String, problem: String) throws {
        let outcome = try Self.read("username,full name,email,devices\n\(row)\nanna,A,anna@example.org,C02:computer\n")
        #expect(outcome.problems == [problem])
        let isRepeated = row.hasPrefix("ANNA")
        #expect(outcome.drafts.map(\.username) == [isRepeated ? "ANNA" : "anna"])
    }

    @Test("Bytes that are not UTF-8 leave out their row only")
    func notUTF8() throws {
        let outcome = try Self.read(bytes: Array("username,full name\nx,J".utf8) + [0xF6] + Array("rg\nanna,A\n".utf8))
        #expect(outcome.problems == ["line 2, column 2: \"full name\" is not UTF-8; save the file as UTF-8"])
        #expect(outcome.drafts.map(\.username) == ["anna"])
    }

    @Test("A row that is left out does not use up its username")
    func leftOutName() throws {
        let outcome = try Self.read("username,email\nanna,bad\nanna,anna@example.org\n")
        #expect(outcome.drafts.map(\.username) == ["anna"])
        #expect(outcome.problems.count == 1)
    }

    @Test("Every problem of a row is told")
    func severalProblems() throws {
        let outcome = try Self.read("username,email,devices\nanna,bad,::\n")
        #expect(outcome.problems.map { $0.prefix(16) } == ["line 2, column 2", "line 2, column 3"])
    }

    @Test("A repeated column is told, and the first one counts")
    func repeatedHeader() throws {
        let outcome = try Self.read("username,E-Mail,mail,Notes,notes,,\nanna,a@example.org,b@example.org,x,y,,\n")
        #expect(
            outcome.problems == [
                "line 1, column 3: column 2 is the email already; only that one is read",
                "line 1, column 5: column 4 is the attribute \"notes\" already; only that one is read",
            ])
        #expect(outcome.drafts.first?.email == "a@example.org")
        #expect(outcome.drafts.first?.attributes == [Attribute(name: "Notes", value: "x")])
    }

    @Test(
        "A file that is no CSV of people gives nothing but the reason",
        arguments: [
            ("", "the file is empty"), ("\u{FEFF}\r\n \n", "the file is empty"),
            ("PK\u{3}\u{4}xyz", "the file is a spreadsheet or an archive; export it as CSV in UTF-8"),
            ("<html><body>username,email</body>", "the file looks like XML or HTML, not like CSV"),
            ("[{\"username\": \"anna\"}]", "the file looks like JSON, not like CSV"),
            ("User\u{0}name,email\nx,y\n", "the first line is no line of column names"),
            ("\"username,email\nx,y\n", "the first line is no line of column names: its quotation marks do not close"),
            ("colour,size\nred,4\n", "the first line names neither a username nor an email column; it has \"colour\", \"size\""),
        ])
    func noCSV(text: String, reason: String) {
        #expect(throws: ExchangeError.wrongFormat(reason: reason)) { try CSVImport.read(bytes: Array(text.utf8)) }
    }

    @Test("UTF-16 is named as such")
    func utf16() {
        #expect(throws: ExchangeError.wrongFormat(reason: "the file is UTF-16; save it as CSV in UTF-8")) {
            try CSVImport.read(bytes: [0xFF, 0xFE, 0x75, 0, 0x73, 0])
        }
    }
}
