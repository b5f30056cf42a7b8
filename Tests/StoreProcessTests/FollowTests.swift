import Glibc
import Store
import Testing

@Suite("Following what other processes write")
struct FollowTests {
    /// Milliseconds between the confirmation in one process and the sight of it in another.
    private func delays(_ acknowledged: [String], _ seen: [String]) -> [Double] {
        var times: [Substring: Int64] = [:]
        for line in seen {
            let words = line.split(separator: " ")
            if words.count == 3, words[0] == "seen" { times[words[1]] = Int64(words[2]) }
        }
        return acknowledged.compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 3, let then = Int64(words[2]), let now = times[words[1]] else { return nil }
            return Double(max(0, now - then)) / 1_000_000
        }.sorted()
    }

    /// Runs a follower and a writer side by side.
    private func follow(_ count: Int, pause: Int, before: [String] = []) throws -> [Double] {
        let store = try ProcessStore()
        let follower = try ProbeProcess(["follow", store.path, "reader", "--access", "read"], before: before)
        #expect(try follower.line()?.hasPrefix("seen 1 ") == true)
        let writer = try ProbeProcess("commit", store.path, "ada", "\(count)", "1", "--clock", "--pause", "\(pause)")
        var (acknowledged, seen): ([String], [String]) = ([], [])
        // Both are read as they speak: one that nobody listens to would wait.
        while let line = try writer.line() {
            acknowledged.append(line)
            while let next = try follower.line() {
                seen.append(next)
                if next.hasPrefix("seen \(acknowledged.count + 1) ") { break }
            }
        }
        #expect(writer.finish() == 0 && acknowledged.count == count)
        follower.endInput()
        #expect(try follower.lines().last?.hasPrefix("digest \(count + 1) ") == true)
        return delays(acknowledged, seen)
    }

    @Test("A commit of one process is seen by another at once (goal: 50 ms in 99 of 100)")
    func latency() throws {
        let count = Soak.count(300, full: 5000)
        let delays = try follow(count, pause: 4000)
        #expect(delays.count == count)
        let (half, most) = (delays[count / 2], delays[count * 99 / 100])
        print("following: p50 \(half) ms, p99 \(most) ms, worst \(delays[count - 1]) ms of \(count) commits")
        #expect(half < 900, "the second's look alone would be as slow")
        #expect(most < 5000)
    }

    @Test(
        "Without inotify the look of each second finds what was written", .enabled(if: Tracer.works, "strace may not trace here"))
    func withoutNotify() throws {
        let words = Tracer().words("inotify_init1", "error=EMFILE", when: "1+")
        let delays = try follow(4, pause: 300_000, before: words)
        #expect(delays.count == 4 && delays[3] < 5000)
    }

    @Test("When the kernel dropped its hints, a follower still ends with all that was written")
    func lostHints() throws {
        let store = try ProcessStore(inMemory: true)
        let follower = try ProbeProcess("follow", store.path, "reader", "--access", "read")
        #expect(try follower.line()?.hasPrefix("seen 1 ") == true)
        try follower.stop()
        let limit = try String(decoding: PosixDisk.small("/proc/sys/fs/inotify/max_queued_events"), as: UTF8.self)
        let count = (Int(limit.split(separator: "\n").first ?? "") ?? 16_384) + 10
        let names = (0..<min(count, 100_000)).map { "\(store.path)/hint-\($0)" }
        for name in names { close(open(name, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)) }
        for name in names { unlink(name) }
        let last = try store.commitOne()
        follower.signal(SIGCONT)
        #expect(try follower.line()?.hasPrefix("seen \(last) ") == true)
        follower.finish()
    }
}

extension PosixDisk {
    /// The bytes of a file under /proc, which has no size.
    static func small(_ path: String) throws -> [UInt8] {
        let disk = PosixDisk()
        let file = try disk.open(path, .read, create: .never, mode: 0)
        defer { disk.close(file) }
        return try disk.read(file, at: 0, count: 4096)
    }
}
