import Testing

@testable import Columns

/// A value for tables in tests.
private struct Note: PackedRow, Equatable {
    var number: UInt32
    var text: String

    init(_ number: UInt32, _ text: String) { (self.number, self.text) = (number, text) }
    init(from reader: inout PackedReader) { (number, text) = (reader.number(as: UInt32.self), reader.text()) }

    func pack(into writer: inout PackedWriter) {
        writer.number(number)
        writer.text(text)
    }
}

/// Stands in for a mapped file.
private final class Kept: BytesOwner {
    // Safe to share: written once, before anybody else sees it.
    nonisolated(unsafe) private let memory: UnsafeMutableRawBufferPointer

    init(_ bytes: [UInt8]) {
        unsafe memory = .allocate(byteCount: max(1, bytes.count), alignment: 8)
        unsafe memory.copyBytes(from: bytes)
    }

    deinit { unsafe memory.deallocate() }

    func array<Element: BitwiseCopyable>(of type: Element.Type, _ count: Int) -> SharedArray<Element> {
        unsafe SharedArray(UnsafeBufferPointer(rebasing: memory.bindMemory(to: type)[..<count]), of: self)
    }
}

extension SharedArray {
    /// The same values, kept by an owner as those of a mapped file are.
    fileprivate var kept: SharedArray {
        let bytes = unsafe withBuffer { unsafe Array(UnsafeRawBufferPointer($0)) }
        return Kept(bytes).array(of: Element.self, count)
    }
}

extension PackedTable {
    /// The same table with all chunks kept by owners.
    fileprivate var kept: PackedTable {
        get throws {
            var chunks = SparseTable<ByteRows>()
            for (key, rows) in self.chunks {
                chunks[key] = try #require(ByteRows(bytes: rows.bytes.kept, starts: rows.starts.kept))
            }
            return try #require(PackedTable(chunks: chunks))
        }
    }
}

@Suite("Packed rows")
struct PackedTests {
    @Test("every number, text and list of bytes reads back as it was written")
    func fields() {
        var random = SeededGenerator.announced()
        for _ in 0..<500 {
            let number = UInt64.random(in: 0...(.max), using: &random) >> UInt64.random(in: 0..<64, using: &random)
            let signed =
                Int64(bitPattern: UInt64.random(in: 0...(.max), using: &random)) >> Int64.random(in: 0..<64, using: &random)
            let text = PlainSearch.randomFields(&random).joined()
            var writer = PackedWriter()
            writer.number(number)
            writer.signed(signed)
            writer.word(number)
            writer.text(text)
            writer.byte(7)
            writer.data(Array(text.utf8))
            var rows = ByteRows()
            rows.append { $0 = writer.bytes }
            rows.read(0) { reader in
                #expect(reader.number() == number)
                #expect(reader.signed() == signed)
                #expect(reader.word() == number)
                #expect(reader.text() == text)
                #expect(reader.byte() == 7)
                #expect(reader.data() == Array(text.utf8))
                #expect(reader.isAtEnd)
            }
        }
    }

    @Test("any bytes can be read as a row: what is missing is zero or empty")
    func total() {
        var random = SeededGenerator.announced()
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 1..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            var rows = ByteRows()
            rows.append { $0 = bytes }
            rows.read(0) { reader in
                for _ in 0..<6 {
                    _ = reader.text()
                    _ = reader.number()
                    _ = reader.signed()
                    _ = reader.word()
                    _ = reader.data()
                }
                #expect(reader.isAtEnd)
                #expect(reader.number() == 0)
                #expect(reader.text().isEmpty)
            }
        }
    }

    @Test("a table is what a dictionary is, whether its chunks are kept elsewhere or its own")
    func followsModel() throws {
        var random = SeededGenerator.announced()
        var table = PackedTable<Note>()
        var model: [UInt32: Note] = [:]
        for step in 0..<4_000 {
            let key = UInt32.random(in: 0..<2_000, using: &random)
            let value = Int.random(in: 0..<4, using: &random) == 0 ? nil : Note(key, PlainSearch.randomFields(&random).joined())
            table[key] = value
            model[key] = value
            if step == 2_000 { table = try table.kept }
        }
        #expect(table.count == model.count)
        #expect(table.lastKey == model.keys.max())
        #expect(table.map(\.key) == model.keys.sorted())
        #expect(table.allSatisfy { model[$0.key] == $0.value })
        #expect((0..<2_000).allSatisfy { table[$0] == model[$0] })
        #expect(try table == table.kept)
    }

    @Test("rows put behind all others together are those put there one by one, and a copy from before keeps its own")
    func appendsTogether() {
        var random = SeededGenerator.announced()
        var (together, single, next) = (PackedTable<Note>(), PackedTable<Note>(), UInt32(0))
        for _ in 0..<60 {
            var (keys, rows) = ([UInt32](), ByteRows())
            for _ in 0..<Int.random(in: 0..<200, using: &random) {
                next += Bool.random(using: &random) ? 1 : UInt32.random(in: 1..<700, using: &random)
                let note = Note(next, "user\(next)")
                var writer = PackedWriter()
                note.pack(into: &writer)
                rows.append { $0 += writer.bytes }
                keys.append(next)
                single[next] = note
            }
            let before = (together, count: together.count)
            together.append(keys, rows: rows)
            #expect(before.0.count == before.count && before.0.map(\.key).count == before.count)
        }
        #expect(together == single)
        #expect(together.count == single.count)
        #expect(together.lastKey == single.lastKey)
        #expect(together.map(\.key) == single.map(\.key))
    }

    @Test("a write to a table that somebody holds copies one chunk of it")
    func copiesOneChunk() {
        var table = PackedTable<Note>()
        for key in 0..<5_120 as Range<UInt32> { table[key] = Note(key, "user\(key)") }
        let held = table
        table[700] = Note(700, "changed")
        table[701] = Note(701, "changed")
        let copied = table.chunks.filter { $0.value.bytes.place != held.chunks[$0.key]?.bytes.place }
        #expect(copied.map(\.key) == [1])
        #expect(held[700] == Note(700, "user700"))
    }

    @Test("a table takes kept chunks over only where nothing was written since")
    func adopts() throws {
        var table = PackedTable<Note>()
        for key in 0..<2_048 as Range<UInt32> { table[key] = Note(key, "user\(key)") }
        let before = table
        let kept = try before.kept
        table[600] = Note(600, "changed")
        let expected = table
        table.adopt(kept, unchangedSince: before)
        #expect(table == expected)
        #expect(table.chunks.map { $0.value.bytes.isOwn } == [false, true, false, false])
    }

    @Test("an index finds each number under its hash, among others with the same, and not what was taken out")
    func numberIndex() throws {
        var random = SeededGenerator.announced()
        var index = NumberIndex()
        var model: [UInt32: UInt64] = [:]
        for step in 0..<20_000 {
            let number = UInt32.random(in: 0..<9_000, using: &random)
            if let hash = model[number] {
                index.remove(number, hash)
                model[number] = nil
            } else {
                // Few hashes, so that many numbers share one.
                let hash = UInt64.random(in: 0..<3_000, using: &random)
                index.insert(number, hash)
                model[number] = hash
            }
            if step == 9_000 { index = try #require(NumberIndex(pages: index.pages.map(\.kept))) }
        }
        #expect(index.count == model.count)
        for number in 0..<9_000 as Range<UInt32> {
            let hash = model[number] ?? UInt64(number % 3_000)
            #expect((index.find(hash) { $0 == number } == number) == (model[number] != nil))
        }
        var together = NumberIndex()
        let numbers = model.keys.sorted()
        together.insert(Array(numbers.prefix(100)), numbers.prefix(100).map { model[$0] ?? 0 })
        together.insert(Array(numbers.dropFirst(100)), numbers.dropFirst(100).map { model[$0] ?? 0 })
        #expect(together.count == model.count)
        #expect(numbers.allSatisfy { number in together.find(model[number] ?? 0) { $0 == number } == number })
        #expect(NumberIndex().find(1) { _ in true } == nil)
        #expect(NumberIndex(pages: [SharedArray([1, 2])]) == nil)
        #expect(NumberIndex(pages: [SharedArray([UInt64](repeating: 1, count: NumberIndex.slotsPerPage))]) == nil)
    }
}
