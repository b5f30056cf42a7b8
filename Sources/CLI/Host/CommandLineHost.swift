import Domain
import Engine

/// What the verbs need of the composition root: it opens stores, reaches the outside, and knows the terminal.
///
/// The executable implements it once with live things; tests bring their own. No verb composes anything itself.
package protocol CommandLineHost: Sendable {
    /// Standard input, output and error, and what is known of the terminal behind them.
    var streams: any Streams { get }
    /// The login name, through sudo too (R26): who a new store and the record name.
    var login: String { get }

    /// The folder of the store that the options mean, whether or not there is one: `--store`, else `ROLLCALL_STORE`,
    /// else `/var/lib/rollcall` when it exists, else `$XDG_DATA_HOME/rollcall`.
    func storePath(_ options: HostOptions) -> String

    /// Opens the store and loads it.
    ///
    /// A damaged store is opened all the same, with what lies before the damage: `OpenStore.damage` says so.
    /// - Parameter forWriting: the verb wants to change something; false for reading verbs, which never take a lock.
    /// - Throws: `.noStore`, `.configuration` when rollcall.yaml is wrong (file:line:column), `.damaged` when nothing can be
    ///   read (a newer version), `.outside` for everything else that the system refuses.
    func open(_ options: HostOptions, forWriting: Bool) async throws(CommandLineFailure) -> any OpenStore

    /// The themes that `rollcall themes list` shows, in the order of their names.
    func themes(_ options: HostOptions) -> [ThemeEntry]
    /// The keys of the console in the order of the help sheet, with this person's own bindings.
    func keys(_ options: HostOptions) -> [KeyBindingEntry]
}

/// The options before or behind every verb that decide what is opened.
package struct HostOptions: Hashable, Sendable {
    /// `--store DIR`.
    package var store: String?
    /// `--config FILE`.
    package var configuration: String?
    /// `--readonly`: nothing may be written, whatever the verb.
    package var isReadOnly: Bool

    package init(store: String? = nil, configuration: String? = nil, isReadOnly: Bool = false) {
        self.store = store
        self.configuration = configuration
        self.isReadOnly = isReadOnly
    }
}

/// A store that was opened for one verb.
package protocol OpenStore: Sendable {
    /// The loaded engine. `projection.state` is at the end of the journal, or at the last record before the damage.
    var administration: any Administration { get }
    /// What is wrong with the store, in words; nil when it is sound. Reading verbs print what there is and exit with 4.
    var damage: String? { get }
    /// Who holds the worker lock at this moment (asked of the lock, not of the projection, which may be old).
    var deliverer: Deliverer { get }
    /// How fast people can be registered and written to, for previews: from `sending` and `mail` of the configuration.
    var rates: SendingRates { get }

    /// Takes in what other processes write until the task is cancelled; for `--follow`.
    func follow() async

    /// The verb is over: what makes the next start fast may be written now.
    func finish() async

    /// Reads a content token and asks the service what it opens; reads only.
    ///
    /// - Parameters:
    ///   - token: the bytes of the token file as they are.
    ///   - serviceURL: the origin of the service; nil means Apple's.
    /// - Throws: `.refused` or `.declined` when the token is unreadable or has ended, `.usage` for a URL that may not be used,
    ///   `.outside` when the service does not answer.
    func locationFacts(token: [UInt8], serviceURL: String?) async throws(CommandLineFailure) -> LocationFacts

    /// `Engine.addLocation`: keeps the token, then records the location.
    func addLocation(
        _ settings: LocationSettings, siteName: String?, token: [UInt8], _ request: CommandRequest
    ) async throws(CommandFailure) -> CommandResult

    /// `Engine.renewToken`: keeps the new token, then records until when it opens the location.
    func renewToken(
        of location: LocationID, _ facts: LocationChanges.NewToken, token: [UInt8], _ request: CommandRequest
    ) async throws(CommandFailure) -> CommandResult

    /// Writes our claim at Apple for a location and records that it is held.
    ///
    /// - Throws: `.outside` when the service does not answer; the location then says who claims it at the next read.
    func claim(_ location: LocationID, _ request: CommandRequest) async throws(CommandLineFailure)

    /// Sees to it that reads are answered, and returns when none of them is in `state.readRequests` any more.
    ///
    /// Takes the worker lock if it is free, for just these requests; else follows the process that holds it.
    /// Returns after `patience` in any case; whoever calls looks whether the requests are still there.
    func work(for requests: [ReadRequestID], patience: Span) async
}

/// What a content token opens, as the token itself and Apple say it.
package struct LocationFacts: Hashable, Sendable {
    /// Ready for `addLocation`: pool, organisation, country, service, end of the token. The name is Apple's name of the location.
    package var settings: LocationSettings
    /// The product that manages the location now (its name or host); nil when nobody does, or we do.
    package var claimedBy: String?

    package init(settings: LocationSettings, claimedBy: String? = nil) {
        self.settings = settings
        self.claimedBy = claimedBy
    }
}

/// One theme in `rollcall themes list`.
package struct ThemeEntry: Hashable, Sendable {
    package var name: String
    /// The file, or `built in`.
    package var source: String
    package var isChosen: Bool
    /// What is wrong with the file; nil when it is sound.
    package var problem: String?

    package init(name: String, source: String, isChosen: Bool = false, problem: String? = nil) {
        self.name = name
        self.source = source
        self.isChosen = isChosen
        self.problem = problem
    }
}

/// One line of `rollcall keys`.
package struct KeyBindingEntry: Hashable, Sendable {
    /// Where the key works: `everywhere`, `users`, `usage`, ...
    package var place: String
    /// As a person presses it: `r`, `Ctrl-L`; empty when the action is only in the menu.
    package var keys: String
    /// The name of the action in keys.yaml.
    package var action: String
    package var description: String

    package init(place: String, keys: String, action: String, description: String) {
        self.place = place
        self.keys = keys
        self.action = action
        self.description = description
    }
}
