/// What CURRENT says: the latest snapshot and which segments are live. A hint that the folder and the segments' headers can
/// replace.
package struct Current: Hashable, Sendable {
    /// The state as of a sequence, in a file of its own.
    package struct Snapshot: Hashable, Sendable {
        package var name: String
        /// The last record that it holds.
        package var sequence: UInt64
        /// Of everything before the file's last line, which states it too: 64 lower-case hexadecimal digits.
        package var sha256: String

        package init(name: String, sequence: UInt64, sha256: String) {
            self.name = name
            self.sequence = sequence
            self.sha256 = sha256
        }
    }

    /// One more with each swap.
    package var generation: UInt64
    package var snapshot: Snapshot?
    /// The first sequences of the live segments, ascending.
    package var segments: [UInt64]
    /// The first sequences of the segments in the archive, ascending.
    package var archive: [UInt64]

    package init(generation: UInt64, snapshot: Snapshot? = nil, segments: [UInt64], archive: [UInt64] = []) {
        self.generation = generation
        self.snapshot = snapshot
        self.segments = segments
        self.archive = archive
    }

    /// The line as it stands in the file.
    package var line: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("generation", generation)
            if let snapshot {
                writer.field("snapshot") { writer in
                    writer.field("name", snapshot.name)
                    writer.field("sequence", snapshot.sequence)
                    writer.field("sha256", snapshot.sha256)
                }
            } else {
                writer.field("snapshot", JSONValue.null)
            }
            writer.field("segments", integers: segments)
            writer.field("archive", integers: archive)
        }
        var line = Array(writer.bytes.dropLast())
        _ = RecordFraming.close(&line, from: 0, seed: 0)
        return line
    }

    /// What a line says; nil if it is not one sound line.
    package init?(_ bytes: [UInt8]) {
        guard let end = bytes.firstIndex(of: .lineFeed), end == bytes.count - 1, RecordFraming.isSound(bytes, 0..<end),
            let fields = try? JSONFields(bytes[..<end]), let generation = try? fields.integer("generation", as: UInt64.self),
            let segments = try? fields.integers("segments", as: UInt64.self),
            let archive = try? fields.integers("archive", as: UInt64.self)
        else { return nil }
        (self.generation, self.segments, self.archive) = (generation, segments, archive)
        guard fields.contains("snapshot") else { return }
        guard let stated = try? fields.object("snapshot"), let name = try? stated.string("name"),
            let sequence = try? stated.integer("sequence", as: UInt64.self), let sha256 = try? stated.string("sha256")
        else { return nil }
        snapshot = Snapshot(name: name, sequence: sequence, sha256: sha256)
    }
}
