import CLI
import Foundation

/// The executable: decides between console and verbs, and nothing else.
@main
struct Rollcall {
    static func main() async {
        umask(0o077)
        // A reader that is gone is noticed by the write itself.
        signal(SIGPIPE, SIG_IGN)
        // A file size limit is an error of the write, not the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        // The console starts without a tree of commands being built.
        let status = arguments.isEmpty ? await console() : await verbs(arguments)
        exit(status)
    }

    private static func console() async -> Int32 {
        do {
            try await ConsoleVerb.open(GlobalOptions.Values())
            return 0
        } catch {
            FileHandle.standardError.write(Data("rollcall: \(error.words)\n".utf8))
            return error.exitCode
        }
    }

    private static func verbs(_ arguments: [String]) async -> Int32 {
        await CommandLineTool.run(
            arguments, host: LiveHost(),
            further: FurtherVerbs(
                root: [ConsoleVerb.self, ServeVerb.self, WorkVerb.self, DemoVerb.self],
                simulate: [SimulateAppleVerb.self, SimulatePeopleVerb.self], withoutVerb: ConsoleVerb.self,
                version: Version.number))
    }
}
