import Domain
import Engine
import Foundation
import Store

/// What the store verbs have in common.
extension VerbRun {
    var storePath: String { host.storePath(options.host) }

    var storeOptions: StoreOptions { StoreOptions(user: host.login, role: .verb) }

    /// Goes through a whole store and changes nothing.
    func check(_ path: String, anchor: SealDigest? = nil) throws(CommandLineFailure) -> StoreCheck.Report {
        do { return try StoreCheck.run(at: path, options: storeOptions, anchor: anchor) } catch {
            throw CommandLineFailure(error)
        }
    }

    /// Says what was found on standard error.
    /// - Throws: `.damaged` when the store is not sound.
    func sayFindings(_ report: StoreCheck.Report) throws(CommandLineFailure) {
        for notice in report.notices { say("\(notice)") }
        guard let first = report.problems.first else { return }
        for problem in report.problems.dropFirst() { say("\(problem)") }
        throw .damaged("\(first)")
    }

    /// Reads a whole new store as any verb would, so that it is known to be usable.
    func tryOpening(_ path: String) async throws(CommandLineFailure) {
        let store = try await host.open(HostOptions(store: path, isReadOnly: true), forWriting: false)
        if let damage = store.damage { throw .damaged(damage) }
    }

    func refuseIfReadOnly() throws(CommandLineFailure) {
        if options.host.isReadOnly { throw .declined(code: "readOnly", "nothing is changed: `--readonly` was given") }
    }

    /// A folder's name as it can be found from everywhere.
    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}

/// Numbers for people: `1,024`.
func words(_ number: UInt64) -> String { Phrases.count(Int(clamping: number)) }
