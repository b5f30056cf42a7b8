import CLI
import Domain
import Foundation
import TestSupport
import Testing

/// The verbs that look after the store's files.
struct StoreVerbTests {
    private func file(_ host: TestHost, _ name: String) -> String { host.folder.path + "/" + name }

    @Test("log --verify proves the record and prints its head; a backup's anchor is met later, a wrong one is not")
    func verify() async throws {
        let host = try await TestHost.invited()
        let proof = try await host.run("log --verify --json").object()
        #expect(proof["sound"] as? Bool == true && (proof["head"] as? String)?.count == 64)
        let backup = try await host.run("store backup \(file(host, "copy")) --json").object()
        #expect(backup["anchor"] as? String == proof["head"] as? String && backup["secrets"] as? Bool == false)
        #expect(await host.run("groups create New").code == 0)
        let anchor = try #require(backup["anchor"] as? String)
        let later = await host.run("log --verify --anchor \(anchor)")
        #expect(later.code == 0 && later.output.contains("met: everything up to #"))
        let other = await host.run("log --verify --anchor \(String(anchor.reversed()))")
        #expect(other.code == 4 && other.errors.contains("the anchor is not met"))
        #expect(await host.run("log --verify --anchor abc").code == 2)
        #expect(await host.run("log --anchor \(anchor)").code == 2)
        try host.damage()
        let damaged = await host.run("log --verify")
        #expect(damaged.code == 4 && damaged.output.contains("sound") && !damaged.output.contains("head "))
    }

    @Test("A backup refuses a folder with something in it, and restore makes a store of it that goes on")
    func backupAndRestore() async throws {
        let host = try await TestHost.invited()
        let (copy, new) = (file(host, "copy"), file(host, "new"))
        let made = await host.run("store backup \(copy) --with-secrets")
        #expect(made.code == 0 && made.output.contains("anchor"))
        #expect(await host.run("store backup \(copy)").code == 1)
        #expect(try await host.run("store restore \(copy) --json").rejection() == "notEmpty", "the store itself is no target")
        let restored = try await host.run("store restore \(copy) --store \(new) --json --reason move").object()
        #expect(restored["hasKeys"] as? Bool == true && restored["epoch"] as? Int ?? 0 > 0)
        let users = try await host.run("users list --store \(new) --json").objects()
        #expect(users.count == 4)
        #expect(await host.run("groups create New --store \(new)").code == 0)
        #expect(await host.run("store check --store \(new)").code == 0)
        #expect(await host.run("store restore \(file(host, "none")) --store \(file(host, "x"))").code == 1)
        #expect(await host.run("store restore \(copy) --store \(file(host, "y")) --readonly").code == 1)
    }

    @Test("compact makes a snapshot once for the same record, and a start from it shows the same")
    func compact() async throws {
        let host = try await TestHost.invited()
        let before = try await host.run("users list --json").objects().count
        let first = try await host.run("store compact --json").object()
        #expect(first["new"] as? Bool == true && first["snapshotBytes"] as? Int ?? 0 > 1_000)
        #expect(first["journalBytesAfter"] as? Int ?? 0 < first["journalBytesBefore"] as? Int ?? 0)
        #expect(try await host.run("store compact --json").object()["new"] as? Bool == false)
        #expect(await host.run("store compact --readonly").code == 1)
        #expect(await host.run("store check").code == 0)
        #expect(try await host.run("users list --json").objects().count == before)
        #expect(try await host.run("store compact").output.contains("made before"))
    }

    @Test("Without keys a restored store says what is missing")
    func withoutKeys() async throws {
        let host = try await TestHost.ready()
        let copy = file(host, "copy")
        let made = await host.run("store backup \(copy)")
        #expect(made.code == 0 && made.errors.contains("keys and tokens are not in it"))
        let bare = await host.run("store restore \(copy) --store \(file(host, "bare"))")
        #expect(bare.code == 0 && bare.errors.contains("seal-key and link-key are not there"))
        let whole = await host.run("store restore \(copy) --store \(file(host, "whole")) --secrets \(host.path)/secrets --json")
        #expect(try whole.object()["hasKeys"] as? Bool == true)
        #expect(await host.run("users list --store \(file(host, "whole"))").code == 0)
    }

    @Test("repair leaves the damaged store as it is, accounts for every line, and exits with 4 when something was lost")
    func repair() async throws {
        let host = try await TestHost.invited()
        let sound = await host.run("store repair \(file(host, "same"))")
        #expect(sound.code == 0 && sound.errors.contains("kept as it is"))
        try host.damage()
        let before = try host.journal()
        let repaired = await host.run("store repair \(file(host, "new")) --json")
        #expect(repaired.code == 4, "\(repaired.errors)")
        let report = try repaired.object()
        #expect(report["sound"] as? Bool == true && report["complete"] as? Bool == false)
        #expect((report["account"] as? [String])?.contains { $0.contains("skipped") } == true)
        #expect(try host.journal() == before)
        #expect(await host.run("users list --store \(file(host, "new"))").code == 0)
        #expect(await host.run("store repair \(file(host, "new"))").code == 1)
    }

    @Test("stats counts records, users and sizes")
    func stats() async throws {
        let host = try await TestHost.invited()
        let stats = try await host.run("store stats --json").object()
        #expect(stats["users"] as? Int == 4 && (stats["kinds"] as? [String: Int])?["usersChanged"] ?? 0 > 0)
        #expect((stats["sizes"] as? [String: Int])?["journal"] ?? 0 > 500 && stats["freeBytes"] as? Int ?? 0 > 0)
        let words = await host.run("store stats")
        #expect(words.code == 0 && words.output.contains("journal") && words.output.contains("free"))
    }

    @Test("redact asks for the username and a reason, takes the fields out of the whole record, and says what it does not reach")
    func redact() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        func record() throws -> String { try host.journal().values.map { String(decoding: $0, as: UTF8.self) }.joined() }
        let proof = try await host.run("log --verify --json").object()
        #expect(try await host.run("users redact anna --json").rejection() == "reasonRequired")
        let dry = try await host.run("users redact anna --dry-run --json").object()
        #expect(dry["records"] as? Int == 1)
        #expect(await host.run(["users", "redact", "anna", "--reason", "asked"], answers: ["y"]).code == 1)
        #expect(await host.run(["users", "redact", "anna", "--reason", "asked"]).code == 1)
        #expect(try record().contains("anna@example.org"))
        let done = await host.run(["users", "redact", "anna", "--reason", "asked"], answers: ["anna"])
        #expect(done.code == 0 && done.errors.contains("redacted-1 from now on"), "\(done.errors)")
        #expect(done.errors.contains("every backup") && done.errors.contains("retire the user first"))
        #expect(try !record().contains("anna@example.org") && !record().contains("Anna"))
        let users = try await host.run("users list --json").objects().compactMap { $0["username"] as? String }
        #expect(Set(users) == ["redacted-1", "ben", "carl", "dora"])
        let head = try #require(proof["head"] as? String)
        let after = await host.run("log --verify --anchor \(head)")
        #expect(after.code == 0 && after.output.contains("1 records (user 1 by ada on"), "\(after.output)")
        #expect(await host.run("users redact #1 --reason again --yes").code == 0)
        #expect(await host.run("groups create New").code == 0)
    }
}
