import CBytes
import Columns

/// Writes a cache file: sections one behind the other, then the directory that says where each lies, then the trailer.
///
/// Holds a mebibyte at a time, however large the tables are.
struct CacheWriter {
    static let magic = Array("RCCOLUM1".utf8)
    private static let pieceLength = 1 << 20

    private let disk: any Disk
    private let file: OpenFile
    private var buffer: [UInt8] = []
    private var flushed: UInt64 = 0
    private var checksum: UInt32 = 0
    private var directory = PackedWriter()

    private var offset: UInt64 { flushed + UInt64(buffer.count) }

    init(_ file: OpenFile, _ disk: any Disk) {
        self.file = file
        self.disk = disk
        buffer = Self.magic
    }

    /// A section of plain bytes.
    mutating func section(_ name: String, _ bytes: [UInt8]) throws(DiskError) {
        try align()
        begin(name, .bytes)
        directory.number(offset)
        directory.number(UInt64(bytes.count))
        buffer += bytes
        try flush(atLeast: Self.pieceLength)
    }

    /// A section of the chunks of a table.
    mutating func section(_ name: String, _ chunks: some Sequence<(key: UInt32, value: ByteRows)>, count: Int) throws(DiskError) {
        begin(name, .chunks)
        directory.number(UInt(count))
        for (key, rows) in chunks {
            directory.number(key)
            try append(rows.starts)
            try append(rows.bytes)
        }
    }

    /// A section of the pages of an index.
    mutating func section(_ name: String, _ pages: [SharedArray<UInt64>]) throws(DiskError) {
        begin(name, .pages)
        directory.number(UInt(pages.count))
        for page in pages { try append(page) }
    }

    /// Writes the directory and the trailer: where the directory lies, and the checksum of all before.
    mutating func finish() throws(DiskError) {
        try align()
        let start = offset
        buffer += directory.bytes
        let length = UInt64(directory.bytes.count)
        try align()
        var trailer = PackedWriter()
        trailer.word(start)
        trailer.word(length)
        buffer += trailer.bytes
        try flush(atLeast: 1)
        trailer = PackedWriter()
        trailer.word(UInt64(checksum))
        buffer = trailer.bytes
        try flush(atLeast: 1)
    }

    private mutating func begin(_ name: String, _ kind: CacheReader.Kind) {
        directory.text(name)
        directory.byte(kind.rawValue)
    }

    private mutating func append<Element>(_ values: SharedArray<Element>) throws(DiskError) {
        try align()
        directory.number(offset)
        directory.number(UInt64(values.count))
        values.withBuffer { buffer.append(contentsOf: UnsafeRawBufferPointer($0)) }
        try flush(atLeast: Self.pieceLength)
    }

    private mutating func align() throws(DiskError) {
        while buffer.count % 8 != 0 { buffer.append(0) }
    }

    private mutating func flush(atLeast length: Int) throws(DiskError) {
        guard buffer.count >= length else { return }
        // Whole words only, so that places stay aligned.
        let end = buffer.count & ~7
        checksum = crc32c_of(checksum, buffer, 0, end)
        try disk.writeAll(file, Array(buffer[..<end]), at: flushed)
        flushed += UInt64(end)
        buffer.removeFirst(end)
    }
}
