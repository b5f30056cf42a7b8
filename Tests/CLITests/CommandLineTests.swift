import ArgumentParser
import CLI
import Foundation
import Testing

@Suite("The command line: exit codes and words")
struct CommandLineTests {
    @Test("A verb that there is none of is a usage error that names the nearest one")
    func unknownVerb() async throws {
        let host = try TestHost()
        let outcome = await host.run("stauts")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("did you mean `rollcall status`"))
        #expect(await host.run("invitations crate --name X").errors.contains("did you mean `rollcall invitations create`"))
    }

    @Test(
        "An unknown option, a missing value and a missing argument are usage errors",
        arguments: [
            "status --loaction North", "users show", "usage", "invitations create --name X --method pigeon", "status --store",
            "simulate users many", "users list --csv --json", "usage 1 --status sented", "log --since yesterday",
            "invitations create --name X --method email", "redo", "groups add Staff",
        ])
    func usageErrors(line: String) async throws {
        let host = try await TestHost.invited()
        let outcome = await host.run(line)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errors.isEmpty)
    }

    @Test("Help goes to standard output and succeeds, with an example for every verb")
    func help() async throws {
        let host = try TestHost()
        let root = await host.run("--help")
        #expect(root.code == 0)
        #expect(root.output.contains("invitations"))
        #expect(root.errors.isEmpty)
        #expect(await host.run("help redo").output.contains("Example: rollcall redo"))
        for path in Self.verbs(RollcallCommand.self, "") {
            #expect(await host.run(path + " --help").output.contains("Example: rollcall"), "\(path)")
        }
    }

    private static func verbs(_ command: any ParsableCommand.Type, _ path: String) -> [String] {
        command.configuration.subcommands.flatMap { next -> [String] in
            let name = path + (path.isEmpty ? "" : " ") + next._commandName
            return [name] + verbs(next, name)
        }
    }

    @Test("Global options work before and behind the verb")
    func globalOptions() async throws {
        let host = try await TestHost.ready()
        let moved = try TestHost()
        #expect(await moved.run(["--store", host.path, "--json", "status"]).code == 0)
        #expect(await moved.run(["status", "--json", "--store=" + host.path]).code == 0)
        #expect(await moved.run(["--store=" + host.path, "users", "show", "anna"]).output.contains("Anna"))
        #expect(await moved.run("status").code == 1)
    }

    @Test("Without a store the refusal says how to make one; making one twice is refused")
    func noStore() async throws {
        let host = try TestHost()
        let outcome = await host.run("status --json")
        #expect(outcome.code == 1)
        #expect(try outcome.rejection() == "noStore")
        #expect(await host.run("init").code == 0)
        #expect(await host.run("status").code == 0)
        #expect(try await host.run("init --json").rejection() == "notEmpty")
    }

    @Test("A rejection is words on standard error, and with --json an object with code and message")
    func rejection() async throws {
        let host = try await TestHost.ready()
        let words = await host.run("users show nobody")
        #expect(words.code == 1)
        #expect(words.errors == "rollcall: there is no user nobody: `rollcall users search` finds names\n")
        let object = await host.run("users show nobody --json")
        #expect(object.code == 1)
        #expect(try object.rejection() == "unknownUser")
        #expect(object.output.isEmpty)
    }

    @Test("R28: a command decided on an old version exits with 5")
    func stale() async throws {
        let host = try await TestHost.ready()
        let version = try #require(try await host.run("locations show North --json").object()["version"] as? Int)
        #expect(await host.run("locations set North --auto-register").code == 0)
        let outcome = await host.run("locations set North --name Nord --if-version \(version) --json")
        #expect(outcome.code == 5)
        #expect(try outcome.rejection() == "staleDecision")
    }

    @Test("R28: users set --if-version takes the version that users show gives, exits with 5 on an old one and 2 on none")
    func staleUser() async throws {
        let host = try await TestHost.ready()
        let version = try #require(try await host.run("users show anna --json").object()["version"] as? Int)
        #expect(await host.run("users set anna --phone 1 --if-version soon").code == 2)
        #expect(await host.run("users set anna --phone 1 --if-version \(version)").code == 0)
        let before = try host.journal()
        let json = await host.run("users set anna --phone 2 --if-version \(version) --json")
        #expect(json.code == 5)
        #expect(try json.rejection() == "staleDecision")
        let words = await host.run("users set anna --phone 2 --if-version \(version)")
        #expect(words.code == 5)
        #expect(words.errors.contains("changed user anna at ") && words.errors.contains("(changed): look again, then repeat"))
        #expect(try host.journal() == before)
        let now = try #require(try await host.run("users show anna --json").object()["version"] as? Int)
        #expect(now > version)
        #expect(await host.run("users set anna --phone 2 --if-version \(now)").code == 0)
    }

    @Test("Further verbs join the tree, run with the host, and lend their exit code")
    func further() async throws {
        let host = try TestHost()
        let further = FurtherVerbs(root: [EchoVerb.self], simulate: [EchoVerb.self], version: "1.2.3")
        #expect(await CommandLineTool.run(["echo", "x"], host: host, further: further) == 0)
        #expect(await CommandLineTool.run(["simulate", "echo", "y"], host: host, further: further) == 0)
        #expect(await CommandLineTool.run(["--version"], host: host, further: further) == 0)
        #expect(host.recorded.contents.withLock { $0.output } == "x\ny\n1.2.3\n")
        #expect(await CommandLineTool.run(["echo", "fail"], host: host, further: further) == 3)
        #expect(await CommandLineTool.run(["echo", "x"], host: host) == 2)
    }

    @Test("Without a verb the one for that case runs, with the global options")
    func withoutVerb() async throws {
        let host = try TestHost()
        let further = FurtherVerbs(root: [OptionsVerb.self], withoutVerb: OptionsVerb.self)
        #expect(await CommandLineTool.run(["--readonly", "--store", "/s"], host: host, further: further) == 0)
        #expect(await CommandLineTool.run([], host: host, further: further) == 0)
        #expect(host.recorded.contents.withLock { $0.output } == "true /s\nfalse none\n")
    }
}

private struct EchoVerb: Verb {
    static let configuration = CommandConfiguration(commandName: "echo")
    @OptionGroup var globals: GlobalOptions
    @Argument var word: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        if word == "fail" { throw .outside("no") }
        run.streams.write(word + "\n")
    }
}

private struct OptionsVerb: Verb {
    static let configuration = CommandConfiguration(commandName: "options")
    @OptionGroup var globals: GlobalOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        run.streams.write("\(run.options.host.isReadOnly) \(run.options.host.store ?? "none")\n")
    }
}
