import Columns

extension ColumnCache {
    /// Which store, which layout, and which place in the journal.
    func head(_ position: ChainPosition) -> [UInt8] {
        var writer = PackedWriter()
        writer.text(store.description)
        writer.number(Self.layoutVersion)
        writer.signed(SnapshotCoding.form)
        writer.number(position.sequence)
        writer.number(position.segment)
        writer.number(position.offset)
        writer.number(position.checksum)
        writer.signed(position.at)
        return writer.bytes
    }

    /// The place; nil when the cache is another store's, or another layout's.
    func readHead(_ bytes: [UInt8]) -> ChainPosition? {
        var rows = ByteRows()
        rows.append { $0 += bytes }
        return rows.read(0) { reader in
            guard reader.text() == store.description, reader.number() == Self.layoutVersion,
                reader.signed() == SnapshotCoding.form
            else { return nil }
            return ChainPosition(
                sequence: reader.number(), segment: reader.number(), offset: reader.number(),
                checksum: reader.number(as: UInt32.self), at: reader.signed())
        }
    }
}
