import Domain
import Foundation
import Glibc
import Testing

@testable import Store

/// Stores with a snapshot that released versions wrote: every later one starts from it, or from the records, to the same end.
struct SnapshotGoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden/snapshot-1")

    /// A copy with the modes and the empty folders that version control does not keep.
    private static func copy() throws -> TemporaryStore {
        let store = try TemporaryStore(copyOf: folder.path)
        for (name, mode) in [
            ("", 0o750), ("/secrets", 0o700), ("/mail", 0o700), ("/journal", 0o750), ("/lock", 0o750), ("/lost+found", 0o750),
        ] {
            try FileManager.default.createDirectory(atPath: store.path + name, withIntermediateDirectories: true)
            chmod(store.path + name, mode_t(mode))
        }
        for name in try Shell.snapshot(store.path).keys {
            chmod("\(store.path)/\(name)", name.hasPrefix("secrets") ? 0o600 : 0o640)
        }
        return store
    }

    @Test("A snapshot of form 1 is read, and says what the records behind it say")
    func reads() throws {
        let store = try Self.copy()
        let started = try StateKeeper(try store.open(.read))
        #expect(started.notices == [] && started.start == (SnapshotCoding.form == 1 ? 401 : 0))
        let replayed = try StateKeeper(try store.open(.read), fromSnapshot: false)
        #expect(difference(started.state.image, replayed.state.image) == [])
        #expect(replayed.state.sequence == 411 && replayed.state.users.count > 0 && replayed.state.locations.count > 0)
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }
}
