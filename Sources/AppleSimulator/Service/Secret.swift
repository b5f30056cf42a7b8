import Crypto
import Foundation

/// The root of everything that looks random: codes, identifiers and hashes are derived from it and a number.
///
/// Deriving instead of drawing keeps the model pure and needs no generator state that a restart could lose.
struct Secret: Codable, Equatable, Sendable {
    private let bytes: [UInt8]

    init(seed: UInt64) {
        bytes = Array(SHA256.hash(data: Data("rollcall simulator \(seed)".utf8))).prefix(16).map { $0 }
    }

    /// 32 bytes that belong to this purpose and number and to nothing else.
    func derive(_ purpose: String, _ number: Int) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: bytes)
        hash.update(data: Array("\(purpose)\u{0}\(number)".utf8))
        return Array(hash.finalize())
    }

    /// A whole number below `bound`.
    func pick(_ purpose: String, _ number: Int, below bound: Int) -> Int {
        precondition(bound > 0, "nothing to pick from")
        return Int(derive(purpose, number)[0..<8].bigEndianValue % UInt64(bound))
    }

    /// A lower-case identifier in the form of a UUID.
    func identifier(_ purpose: String, _ number: Int) -> String {
        derive(purpose, number)[0..<16].uuidText
    }

    /// What the service shows instead of an Apple Account: Base64 of the SHA-1 of secret and account.
    ///
    /// It does not depend on the location, so that the same account is recognised everywhere.
    func idHash(of account: String) -> String {
        var hash = Insecure.SHA1()
        hash.update(data: bytes)
        hash.update(data: Array(account.utf8))
        return Data(hash.finalize()).base64EncodedString()
    }
}

extension Secret {
    /// The opaque `versionId` of a collection after this many changes.
    func versionID(of collection: String, changes: Int) -> String {
        let masked = UInt64(changes) ^ mask(collection)
        return (masked.bigEndianBytes + derive("version \(collection)", changes)[0..<8])[...].uuidText
    }

    /// The number of changes in a `versionId` that this secret made for this collection; nil for any other text.
    func changes(inVersionID text: String, of collection: String) -> Int? {
        guard let bytes = [UInt8](uuidText: text) else { return nil }
        guard let changes = Int(exactly: bytes[0..<8].bigEndianValue ^ mask(collection)) else { return nil }
        return derive("version \(collection)", changes)[0..<8] == bytes[8..<16] ? changes : nil
    }

    private func mask(_ collection: String) -> UInt64 {
        derive("version mask \(collection)", 0)[0..<8].bigEndianValue
    }
}
