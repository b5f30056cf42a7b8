import Domain

/// The facts of a store as a snapshot kept them, and where in the journal they go on.
package struct LoadedImage: Sendable {
    package var image: StateImage
    /// The place behind the last record that is in the image; the journal reads on from here.
    package var position: ChainPosition
}

/// A snapshot that could not be used, and why. The journal is the truth: nothing is lost by it.
package struct SnapshotNotice: Hashable, Sendable, CustomStringConvertible {
    package var path: String
    package var reason: SnapshotError

    package var description: String { "The snapshot \(path) was passed over: \(reason)." }
}

extension StoreDirectory {
    /// The facts of the newest good snapshot; nil when there is none: then the journal is read from its beginning.
    ///
    /// The place is verified and taken over by the journal, so that `read(after: position.sequence)` begins there.
    /// - Parameter notices: is told of each snapshot that was passed over.
    /// - Throws: `system`, when the disk fails; a bad snapshot is no error.
    package func loadImage(
        notices: (SnapshotNotice) -> Void = { _ in }
    ) throws(JournalError) -> LoadedImage? {
        let folder = SnapshotFolder(layout: layout, disk: options.disk)
        for sequence in try folder.sequences() {
            let path = layout.snapshot(sequence)
            do throws(SnapshotError) {
                return try load(path, folder)
            } catch .disk(let error) where !error.isMissingFile {
                throw error
            } catch {
                notices(SnapshotNotice(path: path, reason: error))
            }
        }
        return nil
    }

    private func load(_ path: String, _ folder: SnapshotFolder) throws(SnapshotError) -> LoadedImage {
        var builder = ImageBuilder()
        let (header, _) = try folder.read(path) { (header) throws(SnapshotError) in
            try accept(header)
        } _: {
            (line) throws(JSONError) in
            try builder.take(line)
        }
        guard let image = builder.image, image.sequence == header.position.sequence else {
            throw .damaged(at: 0, problem: "its counts are not those of its rows, or it is of another sequence")
        }
        return LoadedImage(image: image, position: header.position)
    }

    /// Only a snapshot of this store, by these rules, at a confirmed place of this journal.
    func accept(_ header: SnapshotHeader) throws(SnapshotError) {
        guard header.store == identity.description else { throw .otherStore }
        guard header.form == SnapshotCoding.form else { throw .otherForm(header.form) }
        let isOurs: Bool
        do throws(JournalError) { isOurs = try journal.adopt(header.position) } catch { throw .disk(error) }
        if !isOurs { throw .otherJournal }
    }
}

/// Makes an image of lines, and counts the recipients of each invitation beside it.
struct ImageBuilder {
    private var built = StateImage()
    private var counts: [InvitationID: RecipientCounts] = [:]

    mutating func take(_ line: ArraySlice<UInt8>) throws(JSONError) {
        let part = try SnapshotCoding.part(SnapshotLine(open: line), into: &built)
        if case .recipients(let invitation, let recipients) = part {
            for recipient in recipients { counts[invitation, default: RecipientCounts()].add(recipient) }
        }
        built.put(part)
    }

    /// The image; nil when an invitation counts its recipients wrongly, with which nothing could go on.
    var image: StateImage? {
        for invitation in built.invitations.values {
            let rows = built.recipients[invitation.id]?.count ?? 0
            guard invitation.counts == counts[invitation.id] ?? RecipientCounts(), invitation.counts.recipients == rows else {
                return nil
            }
        }
        return built
    }
}
