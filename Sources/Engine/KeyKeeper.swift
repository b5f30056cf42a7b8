import Domain
import Gateway

/// The store's keys and content tokens, as far as the engine uses them; errors are sentences that name the file.
package protocol KeyKeeper: Sendable {
    /// Makes bytes unreadable to whoever has the journal but not the keys.
    func seal(_ bytes: [UInt8]) throws(KeyFailure) -> [UInt8]
    func open(_ sealed: [UInt8]) throws(KeyFailure) -> [UInt8]
    /// 16 bytes that only this store can make of these bytes.
    func linkTag(for bytes: [UInt8]) throws(KeyFailure) -> [UInt8]
    func contentToken(of location: LocationID) throws(KeyFailure) -> Secret
    func keep(_ token: Secret, of location: LocationID) throws(KeyFailure)
}

/// Why a key or a token cannot be used; never says anything of the key.
package struct KeyFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var reason: String
    package init(_ reason: String) { self.reason = reason }
    package var description: String { reason }
}

/// The lock that makes one process of the host the worker.
package protocol DeliveryLock: Sendable {
    /// Takes the lock if it is free; `role` is `service`, `console` or `verb`.
    func tryAcquire(role: String) -> Bool
    func release()
    /// Who holds it, when it is another process.
    func holder() -> (by: String, role: String)?
    var processID: Int32 { get }
    /// Changes with every start of the host.
    var bootID: String { get }
}
