import Crypto
import Glibc

/// The keys of a store and what is sealed with them.
///
/// A key beside its ciphertext protects copies that leave out `secrets/`, not the host.
package struct Secrets: Sendable {
    static let sealKeyName = "seal-key"
    static let linkKeyName = "link-key"
    private static let keyLength = 32
    private static let longestSecret = 1 << 20

    private let layout: StoreLayout
    private let identity: StoreID
    private let disk: any Disk
    private let sealKey: SymmetricKey
    private let linkKey: SymmetricKey

    /// Reads both keys. `$CREDENTIALS_DIRECTORY/rollcall-seal-key` (systemd) takes the place of `seal-key` where it exists.
    init(layout: StoreLayout, identity: StoreID, options: StoreOptions) throws(JournalError) {
        (self.layout, self.identity, disk) = (layout, identity, options.disk)
        try Self.check(layout.secrets, .directory, disk)
        let credential = getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) + "/rollcall-seal-key" }
        if let credential, let bytes = try onDisk({ () throws(DiskError) in try options.disk.contents(of: credential) }) {
            sealKey = try Self.key(bytes, credential)
        } else {
            sealKey = try Self.readKey("\(layout.secrets)/\(Self.sealKeyName)", disk)
        }
        linkKey = try Self.readKey("\(layout.secrets)/\(Self.linkKeyName)", disk)
    }

    /// Encrypts bytes with the seal key (AES-256-GCM): 12 bytes nonce, ciphertext, 16 bytes tag. Two seals of the same bytes
    /// differ.
    package func seal(_ content: [UInt8]) -> [UInt8] {
        guard let combined = try? AES.GCM.seal(content, using: sealKey).combined else {
            preconditionFailure("AES-GCM with a key of 32 bytes and its own nonce seals any bytes")
        }
        return Array(combined)
    }

    /// Opens what `seal` made.
    /// - Throws: `secretUnusable` when it was altered, or sealed with another key.
    package func open(_ sealed: [UInt8]) throws(JournalError) -> [UInt8] {
        guard let box = try? AES.GCM.SealedBox(combined: sealed), let content = try? AES.GCM.open(box, using: sealKey) else {
            throw .secretUnusable(path: layout.secrets, problem: "a secret was sealed with another key, or altered")
        }
        return Array(content)
    }

    /// The tag that makes a personal link unguessable: the first 16 bytes of HMAC-SHA256(link key, store id and input).
    package func linkTag(for input: [UInt8]) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(for: identity.bytes + input, using: linkKey)
        return Array(code.prefix(16))
    }

    /// Whether this is the tag for the input; takes the same time wherever they differ.
    package func isLinkTag(_ tag: [UInt8], for input: [UInt8]) -> Bool {
        let expected = linkTag(for: input)
        guard tag.count == expected.count else { return false }
        return zip(tag, expected).reduce(0 as UInt8) { $0 | $1.0 ^ $1.1 } == 0
    }

    /// Keeps a location's content token, sealed; durable when this returns, the old one or the new one after a crash.
    /// - Throws: `outOfSpace`, `system`.
    package func storeToken(_ token: [UInt8], location: UInt32) throws(JournalError) {
        let path = tokenPath(location)
        do throws(DiskError) {
            try disk.replaceFile(path, in: layout.secrets, seal(token), mode: 0o600)
        } catch  where error.isOutOfSpace {
            throw .outOfSpace(path: path, fileSystem: layout.root, errno: error.errno, neededBytes: token.count, freeBytes: 0)
        } catch {
            throw JournalError(error)
        }
    }

    /// A location's content token; nil if none was stored.
    /// - Throws: `secretUnusable`, `system`.
    package func token(location: UInt32) throws(JournalError) -> [UInt8]? {
        let path = tokenPath(location)
        guard try onDisk({ () throws(DiskError) in try disk.status(at: path) }) != nil else { return nil }
        return try open(try Self.contents(path, disk))
    }

    private func tokenPath(_ location: UInt32) -> String {
        "\(layout.secrets)/location-\(location).token"
    }

    /// 32 random bytes from the system's generator.
    static func randomKey() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<keyLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    private static func readKey(_ path: String, _ disk: any Disk) throws(JournalError) -> SymmetricKey {
        try key(try contents(path, disk), path)
    }

    private static func key(_ bytes: [UInt8], _ path: String) throws(JournalError) -> SymmetricKey {
        guard bytes.count == keyLength else {
            throw .secretUnusable(path: path, problem: "a key has \(keyLength) bytes, this file has \(bytes.count)")
        }
        return SymmetricKey(data: bytes)
    }

    private static func contents(_ path: String, _ disk: any Disk) throws(JournalError) -> [UInt8] {
        try check(path, .regular, disk)
        return try onDisk { () throws(DiskError) in try disk.contents(of: path, limit: longestSecret) } ?? []
    }

    /// As `ssh` does: a secret of another owner, or that others may read, is not used.
    static func check(_ path: String, _ kind: FileStatus.Kind, _ disk: any Disk) throws(JournalError) {
        guard let status = try onDisk({ () throws(DiskError) in try disk.status(at: path) }) else {
            throw .secretUnusable(path: path, problem: "it is missing")
        }
        let problem: String? =
            if status.kind != kind {
                "it is not a \(kind == .directory ? "folder" : "plain file"); a link is not followed"
            } else if status.owner != geteuid() {
                "it belongs to user \(status.owner)"
            } else if status.mode & 0o077 != 0 {
                "others may read it; `chmod go-rwx` it, and renew it if that was so for long"
            } else {
                nil
            }
        if let problem { throw .secretUnusable(path: path, problem: problem) }
    }
}
