/// Copies a store that others go on using, and proves the copy.
package struct StoreBackup {
    /// What was made.
    package struct Report: Hashable, Sendable {
        /// What a check of the copy found; the copy is good only if it is sound.
        package let check: StoreCheck.Report
        package let withSecrets: Bool
    }

    /// The file in the copy that names its last record and the hash over everything up to it.
    static let anchorName = "ANCHOR"

    /// Copies everything that is confirmed when this begins; holds no lock.
    ///
    /// Left out: `mail/`, `lost+found/`, caches and locks; keys and tokens unless asked for.
    /// - Throws: `notEmpty`, whatever is wrong with the store, `outOfSpace`, `system`.
    package static func run(
        at path: String, to newPath: String, withSecrets: Bool, options: StoreOptions
    ) throws(JournalError) -> Report {
        let copy = try StoreCopy(from: path, options: options)
        let end = try copy.run(to: newPath, secrets: withSecrets ? copy.source.secrets : nil)
        let check = try StoreCheck.run(at: newPath, options: options)
        guard check.problems.isEmpty else { return Report(check: check, withSecrets: withSecrets) }
        _ = try StoreDirectory.open(at: newPath, access: .read, options: options).journal.read(after: end.sequence - 1, limit: 1)
        try writeAnchor(check.seals, StoreLayout(root: newPath), options)
        return Report(check: check, withSecrets: withSecrets)
    }

    private static func writeAnchor(
        _ seals: SealReport, _ layout: StoreLayout, _ options: StoreOptions
    ) throws(JournalError) {
        guard let head = seals.head else { return }
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("n", seals.headSequence)
            writer.field("sha256", head.description)
            writer.field("at", Timestamp.text(options.now()))
        }
        try onDisk { () throws(DiskError) in
            try options.disk.makeFile("\(layout.root)/\(anchorName)", writer.bytes + [.lineFeed], mode: 0o640)
            try options.disk.syncDirectory(layout.root)
        }
    }
}
