import CBytes
import Columns

/// Reads a cache file that was mapped. Whatever the bytes are, it gives sections or nil and never traps.
struct CacheReader {
    enum Kind: UInt8 { case bytes = 1, chunks, pages }

    private enum Section {
        case bytes([UInt8])
        case chunks(SparseTable<ByteRows>)
        case pages([SharedArray<UInt64>])
    }

    private static let trailerLength = 24
    private var sections: [String: Section] = [:]

    /// Verifies the checksum over the whole file and finds the sections; nil when anything is not as it was written.
    init?(_ file: MappedFile) {
        let bytes = file.bytes
        let end = bytes.count - Self.trailerLength
        guard end >= CacheWriter.magic.count, bytes.count % 8 == 0, bytes.starts(with: CacheWriter.magic),
            let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
            UInt64(crc32c_of(0, base, 0, bytes.count - 8)) == Self.word(bytes, at: bytes.count - 8)
        else { return nil }
        let (start, length) = (Self.word(bytes, at: end), Self.word(bytes, at: end + 8))
        guard let directory = file.values(of: UInt8.self, at: start, count: length) else { return nil }
        var rows = ByteRows()
        rows.append { row in directory.withBuffer { row.append(contentsOf: $0) } }
        let found: [String: Section]? = rows.read(0) { reader in
            var found: [String: Section] = [:]
            while !reader.isAtEnd {
                guard let (name, section) = Self.section(&reader, file) else { return nil }
                found[name] = section
            }
            return found
        }
        guard let found else { return nil }
        sections = found
    }

    func bytes(_ name: String) -> [UInt8]? {
        if case .bytes(let bytes)? = sections[name] { bytes } else { nil }
    }

    func table<Value: PackedRow>(_ name: String, of type: Value.Type = Value.self) -> PackedTable<Value>? {
        if case .chunks(let chunks)? = sections[name] { PackedTable(chunks: chunks) } else { nil }
    }

    func searchIndex(_ name: String) -> SearchIndex? {
        guard case .chunks(let chunks)? = sections[name] else { return nil }
        var texts = SparseTable<FoldedText>()
        for (key, rows) in chunks {
            guard let text = FoldedText(rows) else { return nil }
            texts[key] = text
        }
        return SearchIndex(chunks: texts)
    }

    func index(_ name: String) -> NumberIndex? {
        if case .pages(let pages)? = sections[name] { NumberIndex(pages: pages) } else { nil }
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    private static func section(_ reader: inout PackedReader, _ file: MappedFile) -> (String, Section)? {
        let name = reader.text()
        switch Kind(rawValue: reader.byte()) {
        case .bytes?: return values(&reader, file, of: UInt8.self).map { (name, .bytes($0.withBuffer { Array($0) })) }
        case .chunks?: return chunks(&reader, file).map { (name, .chunks($0)) }
        case .pages?: return pages(&reader, file).map { (name, .pages($0)) }
        case nil: return nil
        }
    }

    private static func chunks(_ reader: inout PackedReader, _ file: MappedFile) -> SparseTable<ByteRows>? {
        var table = SparseTable<ByteRows>()
        let count = reader.number()
        while UInt64(table.count) < count {
            let key = reader.number(as: UInt32.self)
            guard !reader.isAtEnd, let starts = values(&reader, file, of: UInt32.self),
                let bytes = values(&reader, file, of: UInt8.self), let rows = ByteRows(bytes: bytes, starts: starts),
                key <= UInt32.max >> RowNumber.chunkBits, table.lastKey.map({ $0 < key }) ?? true
            else { return nil }
            table[key] = rows
        }
        return table
    }

    private static func pages(_ reader: inout PackedReader, _ file: MappedFile) -> [SharedArray<UInt64>]? {
        var pages: [SharedArray<UInt64>] = []
        let count = reader.number()
        while UInt64(pages.count) < count {
            guard !reader.isAtEnd, let page = values(&reader, file, of: UInt64.self) else { return nil }
            pages.append(page)
        }
        return pages
    }

    private static func values<Element: BitwiseCopyable & Sendable>(
        _ reader: inout PackedReader, _ file: MappedFile, of type: Element.Type
    ) -> SharedArray<Element>? {
        let (offset, count) = (reader.number(), reader.number())
        return file.values(of: type, at: offset, count: count)
    }
}
