import ArgumentParser
import Foundation
import Store

/// Makes a store.
struct InitVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a store.", discussion: "Example: rollcall init --store /var/lib/rollcall")

    @OptionGroup var globals: GlobalOptions
    @Flag(help: "Say what would be done and change nothing.") var dryRun = false

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let path = run.host.storePath(run.options.host)
        if dryRun { return run.say("would make a store in \(path)") }
        let parent = (path as NSString).deletingLastPathComponent
        do { try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true) } catch {
            throw .outside("\(parent) cannot be made: \(error.localizedDescription)")
        }
        let store: StoreDirectory
        do {
            store = try StoreDirectory.create(at: path, options: StoreOptions(user: run.host.login, role: .verb))
        } catch {
            throw CommandLineFailure(error)
        }
        var object = JSONObject()
        object.set("path", store.path)
        object.set("store", store.identity.description)
        run.streams.write((run.wantsJSON ? object.text : SafeText.line(path)) + "\n")
        run.say("the store is made; next: `rollcall locations add --token FILE`, `rollcall users import FILE`")
    }
}
