import Crypto
import Domain

/// Reads a snapshot from its first line to its footer, checking each line and all of them together.
///
/// Total: whatever the bytes are, it ends with what they say or with why they say nothing.
struct SnapshotReader {
    /// The longest line, LF included: an object that filled a record has a little more in a snapshot.
    static let maximumLineLength = 1 << 20
    static let pieceLength = 4 << 20

    typealias Source = (_ offset: UInt64, _ count: Int) throws(JournalError) -> [UInt8]
    typealias Sink = (_ line: ArraySlice<UInt8>) throws(JSONError) -> Void

    private var offset: UInt64 = 0
    private var lines: UInt64 = 0
    private var chain: UInt32 = 0
    private var hash = SHA256()
    private(set) var header: SnapshotHeader?
    private(set) var sha256: String?

    /// Reads a whole snapshot and hands over each line between header and footer, without checksum and without LF.
    ///
    /// Whoever takes the lines may use what they made of them only if this returns.
    /// - Parameter isWanted: looks at the header before anything else is read.
    static func read(
        _ source: Source, isWanted: (SnapshotHeader) throws(SnapshotError) -> Void, _ sink: Sink
    ) throws(SnapshotError) -> (header: SnapshotHeader, sha256: String) {
        var reader = SnapshotReader()
        while reader.sha256 == nil {
            let piece: [UInt8]
            do throws(JournalError) { piece = try source(reader.offset, pieceLength) } catch { throw .disk(error) }
            try reader.take(piece, isWanted, sink)
        }
        let rest: [UInt8]
        do throws(JournalError) { rest = try source(reader.offset, 1) } catch { throw .disk(error) }
        guard rest.isEmpty, let header = reader.header, let sha256 = reader.sha256 else {
            throw .damaged(at: reader.offset, problem: "something stands behind its end")
        }
        return (header, sha256)
    }

    /// Takes the whole lines of a piece; the next piece begins behind them.
    private mutating func take(
        _ piece: [UInt8], _ isWanted: (SnapshotHeader) throws(SnapshotError) -> Void, _ sink: Sink
    ) throws(SnapshotError) {
        var start = 0
        var hashed = 0
        defer { offset += UInt64(start) }
        while sha256 == nil, let end = RecordFraming.lineEnd(piece, from: start) {
            let body = try checked(piece, start..<end)
            if try readFooter(body, piece, hashed..<start, at: start) {
                hashed = end + 1
            } else if header == nil {
                try isWanted(try readHeader(body))
            } else {
                do throws(JSONError) { try sink(body) } catch { throw damaged(start, error.description) }
            }
            lines += 1
            start = end + 1
        }
        guard start > 0 else { throw damaged(0, piece.isEmpty ? "the end is missing" : "it is not a whole line") }
        if sha256 == nil { update(piece, hashed..<start) }
    }

    /// The line without checksum, if that continues the chain, closed by a brace as it was before the checksum was added.
    private mutating func checked(_ piece: [UInt8], _ range: Range<Int>) throws(SnapshotError) -> ArraySlice<UInt8> {
        guard range.count < Self.maximumLineLength, let stated = RecordFraming.statedChecksum(piece, range) else {
            throw damaged(range.lowerBound, "it is not framed")
        }
        guard RecordFraming.expectedChecksum(piece, range, seed: chain) == stated else {
            throw damaged(range.lowerBound, "its checksum is wrong")
        }
        chain = stated
        return piece[range.lowerBound..<(range.upperBound - RecordFraming.tailLength)]
    }

    private mutating func readHeader(_ line: ArraySlice<UInt8>) throws(SnapshotError) -> SnapshotHeader {
        do throws(JSONError) {
            let line = try SnapshotLine(open: line)
            guard line.kind == SnapshotHeader.kind else { throw JSONError(.unexpectedValue(line.kind), at: 0) }
            let header = try SnapshotHeader(JSONFields(line.body))
            self.header = header
            return header
        } catch {
            throw damaged(0, error.description)
        }
    }

    /// Whether the line is the footer; then everything before it must be what it says.
    private mutating func readFooter(
        _ line: ArraySlice<UInt8>, _ piece: [UInt8], _ unhashed: Range<Int>, at start: Int
    ) throws(SnapshotError) -> Bool {
        guard line.starts(with: Self.footerOpening) else { return false }
        update(piece, unhashed)
        let own = String(decoding: [UInt8](hexOf: hash.finalize()), as: UTF8.self)
        do throws(JSONError) {
            let body = try JSONFields(SnapshotLine(open: line).body)
            guard try body.integer("lines", as: UInt64.self) == lines, try body.string("sha256") == own, header != nil else {
                throw body.unexpected("lines or sha256")
            }
        } catch {
            throw damaged(start, error.description)
        }
        sha256 = own
        return true
    }

    private static let footerOpening = Array("{\"k\":\"end\",".utf8)

    private mutating func update(_ piece: [UInt8], _ range: Range<Int>) {
        piece.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    private func damaged(_ start: Int, _ problem: String) -> SnapshotError {
        .damaged(at: offset + UInt64(start), problem: problem)
    }
}
