/// Lets requests to one location through at Apple's pace, for all processes of a store together and across kills.
///
/// One small file a location, locked for the moment of one question. Never waits: the caller does, as long as it is told.
package struct RequestAdmission: Sendable {
    package enum Answer: Hashable, Sendable {
        case go
        /// Ask again at this instant (milliseconds since 1970 UTC).
        case waitUntil(Int64)
    }

    private let path: String
    private let disk: any Disk

    init(layout: StoreLayout, location: UInt32, options: StoreOptions) {
        path = layout.locationLock(location)
        disk = options.disk
    }

    /// Asks to send one request now. On `go` the request counts, whether it is sent or not.
    /// - Throws: `system`.
    package func admit(limitPerSecond: Int, now: Int64) throws(JournalError) -> Answer {
        try change(now) { $0.admit(max(1, limitPerSecond), now) }
    }

    /// Lets nothing through until an instant: Apple said so (Retry-After), or failures ask for a pause. A longer block stays.
    /// - Throws: `system`.
    package func block(until: Int64, now: Int64) throws(JournalError) {
        for _ in 0..<200 {
            let answer = try change(now) { $0.block(until, now) }
            if answer == .go { return }
            WallClock.sleep(milliseconds: 1)
        }
    }

    private func change(_ now: Int64, _ body: (inout RequestWindow) -> Answer) throws(JournalError) -> Answer {
        try onDisk { () throws(DiskError) in
            let file = try disk.open(path, .readWrite, create: .ifMissing, mode: 0o640)
            defer { disk.unlockAndClose(file) }
            // A lock on a file that was replaced meanwhile protects nothing.
            guard try disk.lock(file, wait: false), try disk.status(file).inode == disk.status(at: path)?.inode else {
                return .waitUntil(now + 2)
            }
            let bytes = try disk.read(file, at: 0, count: RequestWindow.maximumLength)
            var window = bytes.isEmpty ? RequestWindow() : RequestWindow(bytes) ?? .unknown(now)
            let answer = body(&window)
            try disk.writeAll(file, window.line, at: 0)
            return answer
        }
    }
}
