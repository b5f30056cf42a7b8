import ArgumentParser
import Domain
import Store

/// Makes a snapshot now, and moves old history to the archive.
struct CompactVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "compact", abstract: "Make a snapshot now, so that a start need not read the whole record.",
        discussion: """
            Writes what is known as of the last confirmed change into snapshot/, reads it back from the disk, and holds it \
            against what was written. Others go on reading and writing meanwhile. Segments of the record that no start needs \
            any more go to archive/ a week after they were written last; nothing of the record is ever deleted.
            Example: rollcall store compact
            """)

    @OptionGroup var globals: GlobalOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try run.refuseIfReadOnly()
        let opened = try await run.host.open(run.options.host, forWriting: true)
        if let damage = opened.damage { throw .damaged("no snapshot was made: \(damage)") }
        let image = opened.administration.projection.state.image
        let report = try compact(image, run)
        run.endProgress()
        run.print(
            [
                (name: "snapshot", value: "as of #\(report.sequence)\(report.isNew ? "" : ", made before")"),
                (name: "size", value: "\(words(report.snapshotBytes)) bytes"),
                (name: "record to read at a start", value: "\(words(report.journalBytesBefore)) bytes before"),
                (name: "", value: "\(words(report.journalBytesAfter)) bytes now"),
                (name: "archived segments", value: Phrases.count(report.archived.count)),
            ], Self.object(report))
    }

    private func compact(_ image: StateImage, _ run: VerbRun) throws(CommandLineFailure) -> Compaction.Report {
        do {
            let store = try StoreDirectory.open(at: run.storePath, access: .readWrite, options: run.storeOptions)
            return try Compaction.run(on: store, progress: { run.progress(Self.description(of: $0)) }) { image }
        } catch let error as JournalError {
            throw CommandLineFailure(error)
        } catch CompactionError.journal(let error) {
            throw CommandLineFailure(error)
        } catch {
            throw .declined(code: "notCompacted", "no snapshot was made: \(error)")
        }
    }

    private static func description(of step: Compaction.Step) -> String {
        switch step {
        case .writing: "writing the snapshot"
        case .verifying(let bytes): "reading \(words(bytes)) bytes back"
        case .swapping: "putting it in place"
        case .archiving: "looking after the archive"
        }
    }

    private static func object(_ report: Compaction.Report) -> JSONObject {
        var object = JSONObject()
        object.set("sequence", Int(clamping: report.sequence))
        object.set("new", report.isNew)
        object.set("snapshotBytes", Int(clamping: report.snapshotBytes))
        object.set("journalBytesBefore", Int(clamping: report.journalBytesBefore))
        object.set("journalBytesAfter", Int(clamping: report.journalBytesAfter))
        object.set("archived", report.archived.map(StoreLayout.segmentName))
        return object
    }
}
