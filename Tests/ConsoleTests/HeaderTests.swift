import Domain
import Engine
import Terminal
import Testing
import TestSupport

@testable import Console

/// The lines above the panes: who delivers, and what keeps the console from its work.
@Suite("The header")
struct HeaderTests {
    @Test(
        "Who delivers is said at every width from 80 columns on: in a sentence where there is room, else in a word",
        arguments: [
            (80, Deliverer.service, "service delivers"), (80, .thisProcess, "this console delivers"),
            (80, .nobody, "nobody delivers"),
            (80, .other(by: "grace@ops2", role: "console"), "mail: grace's console"),
            (100, .service, "service delivers"), (100, .thisProcess, "this console delivers"), (100, .nobody, "nobody delivers"),
            (100, .other(by: "grace@ops2", role: "console"), "mail: grace's console"),
            (120, .service, "service delivers"), (120, .thisProcess, "this console delivers"), (120, .nobody, "nobody delivers"),
            (120, .other(by: "grace@ops2", role: "console"), "grace@ops2's console delivers"),
        ])
    func delivers(columns: Int, deliverer: Deliverer, words: String) async throws {
        let engine = try School.invited()
        engine.change { $0.deliverer = deliverer }
        let line = try await header(engine, columns)
        #expect(line.contains(words))
        #expect(line.contains("25 %"), "the share was cut: \(line)")
        #expect(line.contains("2 of 8 accepted"), "the count lost its words: \(line)")
    }

    @Test(
        "With a long name at 80 columns the count gives its words, never the share or who delivers",
        arguments: [
            (Deliverer.service, "mail: service"), (.thisProcess, "mail: here"), (.nobody, "mail: nobody"),
            (.other(by: "grace@ops2", role: "console"), "mail: grace's console"),
        ])
    func longName(deliverer: Deliverer, words: String) async throws {
        let engine = try School.invited()
        let name = "Northwind School, Paris"
        try engine.perform(.changeLocation(School.paris, LocationChanges(name: name), ifVersion: nil), by: "ada")
        engine.change { $0.deliverer = deliverer }
        let line = try await header(engine, 80)
        #expect(line.contains(words) && line.contains(name) && line.contains("25 %"), "\(line)")
    }

    @Test("Below 80 columns the share stays and who delivers is left out")
    func narrow() async throws {
        let line = try await header(try School.invited(), 60)
        #expect(line.contains("25 %") && !line.contains("service"))
    }

    @Test(
        "Why nothing can be changed stands below the header as long as it lasts, whole, at every size",
        arguments: ScreenTests.sizes)
    func banner(columns: Int, rows: Int) async throws {
        let engine = try School.invited()
        let why = "Nothing can be written now. The disk refused a write. Nothing was confirmed. (/srv/rollcall: fdatasync)"
        engine.change { $0.readOnly = why }
        let bench = await Bench(engine, columns, rows)
        await bench.press("jjk2j3")
        let words = bench.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("Read-only: \(why)"), "\(bench.screen)")
        engine.change { $0.readOnly = nil }
        await bench.refresh()
        #expect(!bench.screen.contains("Read-only"))
    }

    private func header(_ engine: InMemoryAdministration, _ columns: Int) async throws -> String {
        let bench = await Bench(engine, columns, 30)
        return String(try #require(bench.screen.split(separator: "\n").first))
    }
}
