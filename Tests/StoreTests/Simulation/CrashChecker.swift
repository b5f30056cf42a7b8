import Store

/// What must hold of a store after any crash, judged only by what its callers were told.
struct CrashChecker {
    private let machine: SimulatedMachine
    private let book: LedgerBook

    init(_ image: DiskImage, _ ledger: Ledger, segmentLimit: UInt64 = 64 << 20) {
        machine = SimulatedMachine(image)
        machine.look { $0.segmentLimit = segmentLimit }
        book = LedgerBook(ledger)
    }

    /// Opens, reads, writes and opens again; with a reader before, if wished.
    func check(withReader: Bool = true) throws(Violation) {
        if withReader { try checkReader() }
        let user = SimulatedUser(machine, .readWrite, book)
        let written = try user.commit([.init(command: "one-more", lengths: [3, 4])])
        if let written { throw Violation("it does not open and go on without help: \(written)") }
        let ledger = book.now
        let first = try transactions(.readWrite)
        try ledger.check(first.seen)
        guard first.seen.last(where: { !$0.isStoreOwn })?.command == "one-more" else {
            throw Violation("the new commit is not the last")
        }
        try checkBytes(first)
    }

    /// Whoever only reads sees nothing but what may be there, and changes nothing.
    private func checkReader() throws(Violation) {
        let before = machine.changes
        if let error = try SimulatedUser(machine, .read, book).follow() { throw Violation("it cannot be read: \(error)") }
        if machine.changes != before { throw Violation("a reader changed the disk") }
    }

    /// All transactions as a process reads them that opens the store now, without changing a byte.
    private func transactions(_ access: FileAccess) throws(Violation) -> (seen: [SeenTransaction], records: UInt64) {
        let before = machine.changes
        let disk = machine.newProcess()
        let records: [Record]
        do throws(JournalError) {
            let store = try StoreDirectory.open(at: SimulatedUser.folder, access: access, options: machine.options(disk))
            if let reason = store.readOnlyReason { throw reason }
            records = try store.journal.read(after: 0, limit: .max)
        } catch {
            throw Violation("it does not open a second time: \(error)")
        }
        if machine.changes != before { throw Violation("opening it a second time changed the disk") }
        return (try SeenTransaction.all(in: records, after: 0), records.last?.sequence ?? 0)
    }

    /// The bytes themselves, read without the store's code.
    private func checkBytes(_ read: (seen: [SeenTransaction], records: UInt64)) throws(Violation) {
        let image = machine.image
        let names = image.names.keys.filter { $0.hasPrefix("/store/journal/") && $0.hasSuffix(".jsonl") }
        let last = try JournalText.check(segments: names.sorted().map { image[$0]?.seen ?? [] })
        for saved in read.seen.compactMap(\.saved) where image["/store/lost+found/\(saved.name)"]?.seen.count != saved.bytes {
            throw Violation("what was removed is not whole in lost+found/\(saved.name)")
        }
        guard last.number == read.records, last.checksum == read.seen.last?.checksum else {
            throw Violation("the files end with #\(last.number), the store with #\(read.records)")
        }
    }
}
