/// What FORMAT says: which format, which versions, which store.
package struct Format: Hashable, Sendable {
    static let name = "rollcall"
    static let major: Int64 = 1
    static let minor: Int64 = 1
    static let known = "\(major).\(minor)"
    /// The journal may have more than one segment.
    static let segments = "segments"
    /// Lines of the journal may be redacted: fields of users are gone.
    static let redaction = "redaction"
    /// Names of changes that a program must know to read, or to write, a store.
    static let knownIncompatible: Set<String> = [segments, redaction]
    static let knownReadOnlyCompatible: Set<String> = []

    let major: Int64
    let minor: Int64
    package let store: StoreID
    let incompatible: [String]
    let readOnlyCompatible: [String]
    /// The line as it stands in the file.
    let line: [UInt8]

    /// The format of a new store.
    init(store: StoreID) {
        self.init(store: store, minor: Self.minor, incompatible: [], readOnlyCompatible: [])
    }

    /// The same with a change that programs which do not know it must not meet; nil if it is there already.
    func raised(with change: String) -> Format? {
        if incompatible.contains(change) { return nil }
        return Format(
            store: store, minor: max(minor, Self.minor), incompatible: incompatible + [change],
            readOnlyCompatible: readOnlyCompatible)
    }

    private init(store: StoreID, minor: Int64, incompatible: [String], readOnlyCompatible: [String]) {
        (major, self.minor, self.store) = (Self.major, minor, store)
        (self.incompatible, self.readOnlyCompatible) = (incompatible, readOnlyCompatible)
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("format", Self.name)
            writer.field("major", Self.major)
            writer.field("minor", minor)
            writer.field("store", store.description)
            writer.field("incompat", strings: incompatible)
            writer.field("ro_compat", strings: readOnlyCompatible)
        }
        var line = Array(writer.bytes.dropLast())
        _ = RecordFraming.close(&line, from: 0, seed: 0)
        self.line = line
    }

    /// Reads FORMAT.
    /// - Throws: `newerVersion` when this program must not even read the store; `formatUnreadable`.
    init(_ bytes: [UInt8], path: String) throws(JournalError) {
        guard let end = bytes.firstIndex(of: .lineFeed), end == bytes.count - 1 else {
            throw .formatUnreadable(path: path, problem: "it is not one line")
        }
        let isSound = RecordFraming.isSound(bytes, 0..<end)
        do throws(JSONError) {
            let fields = try JSONFields(bytes[..<end])
            major = try fields.integer("major")
            minor = try fields.integer("minor")
            incompatible = try fields.strings("incompat")
            readOnlyCompatible = try fields.strings("ro_compat")
            guard isSound, try fields.string("format") == Self.name, let id = StoreID(try fields.string("store")) else {
                throw fields.unexpected("crc, format or store")
            }
            store = id
        } catch {
            throw .formatUnreadable(path: path, problem: error.description)
        }
        line = bytes
        let unknown = incompatible.filter { !Self.knownIncompatible.contains($0) }
        if major != Self.major || !unknown.isEmpty {
            throw .newerVersion(path: path, found: words(unknown))
        }
    }

    /// Why this program may read the store but not write it; nil if it may.
    func reasonNotToWrite(_ layout: StoreLayout) -> JournalError? {
        let unknown = readOnlyCompatible.filter { !Self.knownReadOnlyCompatible.contains($0) }
        return unknown.isEmpty ? nil : .newerVersion(path: layout.format, found: words(unknown))
    }

    private func words(_ unknown: [String]) -> String {
        let names = unknown.isEmpty ? "" : " with " + unknown.joined(separator: ", ")
        return "version \(major).\(minor)" + names
    }
}
