import Domain

/// The first line of a snapshot: of which store, by which rules, and where in the journal it stands.
package struct SnapshotHeader: Hashable, Sendable {
    package var store: String
    /// `SnapshotCoding.form` of the program that wrote it.
    package var form: Int64
    /// The place behind the last record whose facts it holds.
    package var position: ChainPosition

    static let kind = "snapshot"

    package init(store: String, form: Int64 = SnapshotCoding.form, position: ChainPosition) {
        (self.store, self.form, self.position) = (store, form, position)
    }

    /// The line, without checksum and without LF.
    var line: [UInt8] {
        SnapshotCoding.line("snapshot") {
            $0.field("format", Format.name)
            $0.field("form", form)
            $0.field("store", store)
            $0.field("sequence", position.sequence)
            $0.field("segment", position.segment)
            $0.field("offset", position.offset)
            $0.field("chain", String(decoding: [UInt8](hex: position.checksum), as: UTF8.self))
            $0.field("at", position.at)
        }
    }

    /// - Throws: `JSONError` when it is no header of this format.
    init(_ body: JSONFields) throws(JSONError) {
        guard try body.string("format") == Format.name else { throw body.unexpected("format") }
        let digits = Array(try body.string("chain").utf8)
        guard digits.count == 8, let chain = [UInt8].checksum(hex: digits, at: 0) else { throw body.unexpected("chain") }
        store = try body.string("store")
        form = try body.integer("form")
        position = ChainPosition(
            sequence: try body.integer("sequence"), segment: try body.integer("segment"), offset: try body.integer("offset"),
            checksum: chain, at: try body.integer("at"))
    }
}
