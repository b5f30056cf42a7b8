import Glibc
import Store
import Testing

struct BackupTests {
    private let store: TemporaryStore
    private var options: StoreOptions { TemporaryStore.options(sealing: SealPolicy(records: 10)) }

    init() throws {
        store = try TemporaryStore()
        let small = TemporaryStore.options(segmentLimit: 4000, sealing: SealPolicy(records: 10))
        for number in 0..<40 {
            let journal = try StoreDirectory.open(at: store.path, access: .readWrite, options: small).journal
            try journal.append([.sample(number, records: 2)])
        }
    }

    private func backUp(
        _ name: String = "copy", secrets: Bool = false, disk: any Disk = PosixDisk()
    ) throws -> StoreBackup.Report {
        try StoreBackup.run(
            at: store.path, to: "\(store.folder)/\(name)", withSecrets: secrets, options: TemporaryStore.options(disk: disk))
    }

    @Test("A backup holds every confirmed record, is checked, names its anchor, and leaves the keys out unless asked")
    func whole() throws {
        let before = try Shell.snapshot(store.path)
        let report = try backUp()
        #expect(try Shell.snapshot(store.path) == before, "the store is only read")
        let all = try store.open(.read).journal.all()
        #expect(report.check.isSound && report.check.records == UInt64(all.count))
        #expect(report.check.notices.count == 2, "two keys are not there: \(report.check.notices)")
        let copy = try StoreDirectory.open(at: store.folder + "/copy", access: .read, options: options)
        #expect(try copy.journal.all().map(\.line) == all.map(\.line))
        let head = try #require(try StoreCheck.run(at: store.path, options: options).seals.head)
        #expect(report.check.seals.head == head)
        let anchor = try Shell.contents(store.folder + "/copy/ANCHOR")
        #expect(String(decoding: anchor, as: UTF8.self).contains("\(head)"))
        let full = try backUp("full", secrets: true)
        #expect(full.check.isSound && full.check.notices.isEmpty)
        #expect(throws: Never.self) {
            _ = try StoreDirectory.open(at: store.folder + "/full", access: .read, options: options).secrets()
        }
    }

    @Test("A backup while others write holds what was confirmed when it began, and perhaps more bytes are left behind")
    func whileWriting() throws {
        let mark = try Shell.contents(store.layout.mark)
        try store.open().journal.append([.sample(50)])
        // As a writer leaves it between its write and its sync.
        try Shell.overwrite(store.layout.mark, mark)
        let last = try #require(try store.segments().last)
        let report = try backUp()
        let written = UInt64(try Shell.contents(store.layout.segment(first: last)).split(separator: 0x0a).count) + last - 1
        #expect(report.check.isSound && report.check.lastSequence < written)
        #expect(report.check.notices.allSatisfy { if case .unmarked = $0 { false } else { true } })
    }

    @Test("Backups of a store in which two processes write are sound, and each holds what was confirmed before it")
    func busy() throws {
        let busy = try TemporaryStore(onDisk: true)
        let probes = try (1...2).map {
            try Probe("commit", busy.path, "p\($0)", "150", "2", "--segment", "6000", "--seal", "10")
        }
        for round in 0..<12 {
            _ = probes[round % 2].line()
            let mark = try Shell.contents(busy.layout.mark)
            let known = String(decoding: mark, as: UTF8.self).dropFirst(5).prefix { $0.isNumber }
            let path = "\(busy.folder)/\(round)"
            let report = try StoreBackup.run(
                at: busy.path, to: path, withSecrets: true, options: TemporaryStore.options())
            #expect(report.check.isSound, "\(report.check.problems)")
            #expect(report.check.lastSequence >= UInt64(known) ?? 0)
            let copy = try StoreDirectory.open(at: path, access: .readWrite, options: options).journal
            #expect(try copy.append([.sample(1)]).first?.sequence == report.check.lastSequence + 1)
        }
        for probe in probes {
            _ = probe.lines()
            #expect(probe.finish() == 0)
        }
    }

    @Test("A folder with something in it is refused, and a copy that was interrupted is no store")
    func refusals() throws {
        _ = try backUp()
        #expect(throws: JournalError.notEmpty(path: store.folder + "/copy")) { try backUp() }
        for call in ["write", "sync", "makeDirectory", "rename", "syncDirectory"] {
            for nth in [1, 2, 3, 5] {
                let (disk, path) = (FaultyDisk(), "\(store.folder)/\(call)-\(nth)")
                disk.fail(call, nth, with: .error(ENOSPC))
                let report = try? backUp("\(call)-\(nth)", disk: disk)
                // With FORMAT the copy is whole: only its ANCHOR may be missing.
                let isStore = try PosixDisk().status(at: path + "/FORMAT") != nil
                #expect(isStore || report == nil, "\(call) \(nth)")
                if isStore { #expect(try StoreCheck.run(at: path, options: options).isSound, "\(call) \(nth)") }
            }
        }
    }

    @Test("A restored store says so in its record, goes on, and its worker starts count from one higher")
    func restore() throws {
        let body = #"{"epoch":7,"role":"serve","pid":1,"bootId":"b"}"#
        let start = PendingRecord(kind: "store.workerStarted", body: Array(body.utf8))
        try store.open().journal.append([PendingTransaction(at: 0, by: "ada", records: [start])])
        let backup = try backUp(secrets: true)
        let to = store.folder + "/restored"
        let result = try StoreRestore.run(
            from: store.folder + "/copy", to: to, secrets: nil, reason: "the disk failed", options: options)
        let report = try result.get()
        #expect(report.epoch == 8 && report.check.isSound && report.hasKeys)
        #expect(report.head == backup.check.seals.head && report.sequence == backup.check.lastSequence)
        let journal = try StoreDirectory.open(at: to, access: .readWrite, options: options).journal
        let all = try journal.all()
        #expect(all.suffix(2).map(\.kind) == ["store.restored", "store.workerStarted"])
        #expect(all.suffix(2).first?.why == "the disk failed" && all.suffix(2).first?.elementCount == 2)
        #expect(try journal.append([.sample(60)]).count == 1)
        #expect(try StoreCheck.run(at: to, options: options).isSound)
    }

    @Test("Nothing is restored into a folder that holds something, nor from a damaged copy")
    func restoreRefusals() throws {
        _ = try backUp()
        let from = store.folder + "/copy"
        #expect(throws: JournalError.notEmpty(path: store.path)) {
            try StoreRestore.run(from: from, to: store.path, secrets: nil, reason: nil, options: options)
        }
        let segment = StoreLayout(root: from).segment(first: 1)
        var bytes = try Shell.contents(segment)
        bytes[300] ^= 1
        try Shell.overwrite(segment, bytes)
        let result = try StoreRestore.run(
            from: from, to: store.folder + "/other", secrets: nil, reason: nil, options: options)
        guard case .failure(let unsound) = result, !unsound.check.isSound else {
            Issue.record("it was restored")
            return
        }
        #expect(try PosixDisk().status(at: store.folder + "/other") == nil)
    }

    @Test("Keys that were kept apart are taken from their own folder")
    func keysApart() throws {
        _ = try backUp()
        let bare = try StoreRestore.run(
            from: store.folder + "/copy", to: store.folder + "/bare", secrets: nil, reason: nil, options: options)
        #expect(try !bare.get().hasKeys)
        let full = try StoreRestore.run(
            from: store.folder + "/copy", to: store.folder + "/back", secrets: store.layout.secrets, reason: nil,
            options: options)
        #expect(try full.get().hasKeys)
        let secrets = try StoreDirectory.open(at: store.folder + "/back", access: .read, options: options).secrets()
        let original = try store.open(.read).secrets()
        #expect(try secrets.open(original.seal([1, 2, 3])) == [1, 2, 3])
    }
}
