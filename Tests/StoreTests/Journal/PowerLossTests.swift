import Store
import Testing

struct PowerLossTests {
    @Test("R30: after a power loss at any moment every confirmed commit is there, none is half there, and work goes on")
    func anyMoment() throws {
        try run(commits: 12) { number in [.sample(number, records: number * 5 % 14 + 1)] }
    }

    @Test("R30: the same when several transactions are written at once")
    func groups() throws {
        try run(commits: 8) { number in
            (0..<5).map { .sample(number * 5 + $0, records: (number + $0) * 3 % 7 + 1) }
        }
    }

    /// Commits, each of as many transactions as the body makes, numbered from 0.
    private func run(commits: Int, _ body: (Int) -> [PendingTransaction]) throws {
        let store = try TemporaryStore()
        let disk = RecordingDisk()
        let (segment, mark) = (store.segment, store.layout.mark)
        var journalLoss = PowerLoss(try Shell.contents(segment))
        var marks = [try Shell.contents(mark)]
        let journal = try store.open(disk: disk).journal
        /// After how many steps each commit was confirmed.
        var confirmedAfter: [Int] = []
        for number in 0..<commits {
            try journal.append(body(number))
            confirmedAfter.append(disk.steps.count)
        }

        let size = body(0).count
        var random = SplitMix(seed: 20_261_122)
        for (place, step) in disk.steps.enumerated() {
            journalLoss.apply(step, to: segment)
            if case .write(mark, _, let bytes) = step { marks.append(bytes) }
            for _ in 0..<4 {
                // MARK fits into one sector and is never synced: any earlier one may be found.
                try Shell.overwrite(mark, marks.randomElement(using: &random) ?? [])
                try Shell.overwrite(segment, journalLoss.outcome(&random))
                let confirmed = confirmedAfter.count { $0 <= place + 1 } * size
                try verify(store, confirmed...confirmed + size, place)
            }
        }
    }

    private func verify(_ store: TemporaryStore, _ expected: ClosedRange<Int>, _ place: Int) throws {
        let journal = try store.open().journal
        #expect(journal.readOnlyReason == nil, "step \(place)")
        let records = try journal.all()
        #expect(records.map(\.sequence) == Array(1...UInt64(records.count)))
        let commands = records.compactMap(\.command)
        #expect(expected.contains(commands.count), "step \(place)")
        #expect(commands == (0..<commands.count).map { "c-\($0)" })
        #expect(try journal.append([.sample(99)]).count == 1)
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }
}
