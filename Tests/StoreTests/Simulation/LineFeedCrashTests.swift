import Store
import Testing

/// A last line that is whole in all but its LF is mended, not cut: what is written next must not depend on that being on the
/// disk.
struct LineFeedCrashTests {
    private static let segment = "/store/journal/0000000001.jsonl"

    enum Loss: CaseIterable {
        /// A kill took the LF of a line that nobody was told of.
        case ofUnconfirmed
        /// The LF of a confirmed line is gone, while MARK is in the page cache only.
        case ofConfirmed
    }

    @Test("A power loss at any call after a missing line feed was put back loses nothing", arguments: Loss.allCases)
    func everyCall(loss: Loss) throws {
        let image = try Self.image(loss)
        #expect(image.image[Self.segment]?.seen.last != UInt8(ascii: "\n"))
        let run = CrashRun(image.image, image.ledger)
        try run.recover(0)
        var search = CrashSearch(seed: 5)
        search.outcomes = [64]
        search.recoveryEvery = []
        do throws(Violation) { try search.explore(try run.allPoints(), "\(loss)") } catch { Issue.record("\(error)") }
        #expect(run.machine.image[Self.segment]?.seen.count ?? 0 > image.image[Self.segment]?.seen.count ?? .max)
        #expect(run.machine.image.names.keys.allSatisfy { !$0.hasPrefix("/store/lost+found/") }, "it was cut, not mended")
    }

    private static func image(_ loss: Loss) throws -> (image: DiskImage, ledger: Ledger) {
        let run = CrashRun(try CrashRun.newStore.get())
        let user = SimulatedUser(run.machine, run.book)
        let order = { SimulatedUser.Order(command: $0, lengths: [200]) }
        var (lengths, turn): ([Int], Int) = ([], 0)
        for command in ["a", "b"] {
            turn = run.machine.look { $0.processes[user.disk.process].calls }
            #expect(try user.commit([order(command)]) == nil)
            lengths.append(run.machine.image[segment]?.seen.count ?? 0)
        }
        switch loss {
        case .ofUnconfirmed:
            run.machine.look {
                $0.processes[user.disk.process].dieLikeTurn(from: turn, taking: lengths[1] - lengths[0] - 1)
            }
            _ = try user.commit([order("c")])
        case .ofConfirmed:
            run.machine.look {
                guard let number = $0.image.names[segment] else { return }
                $0.image[number].truncate(to: lengths[1] - 1)
                $0.image[number].sync()
            }
        }
        run.machine.look { $0.kill(user.disk.process) }
        return (run.machine.image, run.book.now)
    }
}
