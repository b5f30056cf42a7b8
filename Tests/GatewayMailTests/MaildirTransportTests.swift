import Foundation
import Gateway
import TestSupport
import Testing

@testable import GatewayMail

@Suite("The maildir")
struct MaildirTransportTests {
    private let folder: TemporaryFolder
    private let path: String
    private let transport: MaildirTransport

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/deep/mail"
        transport = MaildirTransport(path: path)
    }

    private func entries(_ name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)").sorted()
    }

    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("is made when missing, and only its owner can read it")
    func permissions() async throws {
        #expect(await transport.send([.example(to: "ada@example.org")]) == [.accepted])
        for name in ["", "/tmp", "/new", "/cur"] { #expect(try mode(path + name) == 0o700) }
        #expect(try entries("new") == ["7.12.1.1@store"])
        #expect(try mode(path + "/new/7.12.1.1@store") == 0o600)
        #expect(try entries("tmp") == [])
    }

    @Test("R30: the same Message-ID is never delivered twice, not even after a reader moved it to cur")
    func neverTwice() async throws {
        let message = MailMessage.example(to: "ada@example.org")
        #expect(await transport.send([message, message]) == [.accepted, .accepted])
        #expect(try entries("new").count == 1)
        try FileManager.default.moveItem(atPath: path + "/new/7.12.1.1@store", toPath: path + "/cur/7.12.1.1@store:2,S")
        #expect(await transport.readBack(messageID: message.messageID) == .delivered)
        #expect(await transport.send([message]) == [.accepted])
        #expect(try entries("new") == [])
    }

    @Test("R30: what a crash left in tmp was not delivered, and is replaced")
    func debrisOfACrash() async throws {
        _ = await transport.send([.example(to: "bob@example.org", id: "other@store")])
        try Data("half a mess".utf8).write(to: URL(fileURLWithPath: path + "/tmp/7.12.1.1@store"))
        #expect(await transport.readBack(messageID: "7.12.1.1@store") == .notDelivered)
        #expect(await transport.send([.example(to: "ada@example.org")]) == [.accepted])
        #expect(try String(contentsOfFile: path + "/new/7.12.1.1@store", encoding: .utf8).hasSuffix("=--\n"))
        #expect(try entries("tmp") == [])
    }

    @Test("a link planted in tmp is not followed")
    func plantedLink() async throws {
        _ = await transport.send([.example(to: "bob@example.org", id: "other@store")])
        let victim = folder.path + "/victim"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: victim))
        try FileManager.default.createSymbolicLink(atPath: path + "/tmp/7.12.1.1@store", withDestinationPath: victim)
        #expect(await transport.send([.example(to: "ada@example.org")]) == [.accepted])
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
    }

    @Test("a folder that others can write gets nothing")
    func writableByOthers() async throws {
        _ = await transport.send([.example(to: "bob@example.org", id: "other@store")])
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
        let outcomes = await transport.send([.example(to: "ada@example.org")])
        guard case .notSent(let reason)? = outcomes.first else {
            Issue.record("was \(outcomes)")
            return
        }
        #expect(reason.contains("chmod"))
    }

    @Test("a place where nothing can be made is named")
    func unusablePlace() async throws {
        try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
        let outcomes = await MaildirTransport(path: folder.path + "/file/mail").send([.example(to: "ada@example.org")])
        guard case .notSent(let reason)? = outcomes.first else {
            Issue.record("was \(outcomes)")
            return
        }
        #expect(reason.contains(folder.path + "/file"))
        #expect(await MaildirTransport(path: folder.path + "/file/mail").readBack(messageID: "a@b") == .cannotKnow)
    }

    @Test("different Message-IDs have different names, and none leaves the folder")
    func names() throws {
        let ids = ["a@b", "a=40b", "../a@b", ".a@b", "a/b@c", "a:b@c", "A@b", "a\0@b", "=2E", "ä@b"]
        let names = ids.compactMap { MaildirName(messageID: $0)?.text }
        #expect(names.count == ids.count && Set(names).count == ids.count)
        #expect(names.allSatisfy { !$0.contains("/") && !$0.contains(":") && !$0.hasPrefix(".") && !$0.contains("\0") })
        #expect(MaildirName(messageID: String(repeating: "x", count: 300)) == nil)
        #expect(MaildirName(messageID: "") == nil)
    }
}
