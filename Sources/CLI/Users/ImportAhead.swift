import Domain
import Exchange
import Synchronization

/// Reads the next users of a file while those before are taken in.
struct ImportAhead {
    private typealias Batch = Result<[UserDraft]?, ExchangeError>

    /// In one place, since a copy would be one of all usernames read so far.
    private final class File: Sendable {
        let reading: Mutex<CSVImport>

        init(_ reading: CSVImport) { self.reading = Mutex(reading) }

        func nextBatch() -> Batch {
            reading.withLock { reading in Result { () throws(ExchangeError) in try reading.nextBatch() } }
        }
    }

    private let file: File
    private var upcoming: Task<Batch, Never>

    init(_ reading: CSVImport) {
        let file = File(reading)
        self.file = file
        upcoming = Task.detached { file.nextBatch() }
    }

    /// The columns, and what was found wrong so far.
    var reading: CSVImport { file.reading.withLock { $0 } }

    /// The next users; nil when there are no more.
    ///
    /// - Throws: `unreadable` when the file cannot be read any further.
    mutating func nextBatch() async throws(ExchangeError) -> [UserDraft]? {
        let batch = try await upcoming.value.get()
        if batch != nil { upcoming = Task.detached { [file] in file.nextBatch() } }
        return batch
    }
}
