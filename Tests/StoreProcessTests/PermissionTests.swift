import Glibc
import Store
import Testing

@Suite("Files that are not what they should be")
struct PermissionTests {
    /// A user who owns nothing here; only root can take on another.
    private static let nobody = "65534"

    /// What a probe says about a store as another user; nil, after saying why, when that cannot be tried here.
    private func asNobody(_ arguments: String...) throws -> ProbeProcess? {
        let words = ["setpriv", "--reuid", Self.nobody, "--regid", Self.nobody, "--clear-groups"]
        guard geteuid() == 0 else {
            print("skipped: only root can try other users")
            return nil
        }
        let test = try ProbeProcess([], before: words + ["test", "-x"])
        guard test.finish() == 0 else {
            print("skipped: other users cannot run what lies in this checkout")
            return nil
        }
        return try ProbeProcess(arguments, before: words)
    }

    private func give(_ path: String) {
        lchown(path, 65_534, 65_534)
        for name in (try? PosixDisk().names(in: path)) ?? [] { give(path + "/" + name) }
    }

    private func said(_ arguments: String...) throws -> String {
        let probe = try ProbeProcess(arguments)
        probe.endInput()
        defer { probe.finish() }
        return try probe.lines().first ?? ""
    }

    @Test("A store of another user is not written, and whoever tries is told whose it is")
    func otherOwner() throws {
        let store = try ProcessStore()
        chmod(store.folder, 0o755)
        chmod(store.path, 0o755)
        guard let probe = try asNobody("open", store.path, "nobody") else { return }
        // FORMAT itself may be closed to them: then that is what they are told.
        #expect(try ["permissions", "system"].contains(probe.lines().first?.split(separator: " ").dropFirst(2).first))
        give(store.path)
        let root = try said("open", store.path, "root")
        #expect(root.hasPrefix("! open permissions ") && root.contains("it belongs to user 65534"))
        let before = try Files.snapshot(store.path)
        #expect(try said("digest", store.path, "root", "--access", "read").hasPrefix("digest 1 "))
        #expect(try said("secrets", store.path, "root", "--access", "read").contains("secretUnusable"))
        #expect(try Files.snapshot(store.path) == before)
    }

    @Test("A folder or a file that others may write is refused, by its name")
    func wideModes() throws {
        let store = try ProcessStore(inMemory: true)
        let layout = store.layout
        for (path, mode, normal) in [
            (store.path, 0o770, 0o750), (layout.journal, 0o777, 0o750), (layout.locks, 0o752, 0o750),
            (layout.format, 0o666, 0o640), (store.segment, 0o660, 0o640), (layout.secrets, 0o750, 0o700),
        ] as [(String, mode_t, mode_t)] {
            chmod(path, mode)
            let answer = try said("commit", store.path, "ada", "1", "1")
            #expect(answer.hasPrefix("! open permissions \(path): others may"), "\(answer)")
            chmod(path, normal)
        }
        #expect(try said("commit", store.path, "ada", "1", "1") == "ada-0 2")
    }

    @Test("A secret that others may read, a link or a FIFO in its place is not used, and nothing waits for it")
    func secrets() throws {
        let store = try ProcessStore(inMemory: true)
        let key = store.layout.secrets + "/seal-key"
        let bytes = try Files.contents(key)
        chmod(key, 0o644)
        #expect(
            try said("secrets", store.path, "ada").hasPrefix("! secrets secretUnusable \(key) cannot be used: others may read"))
        rename(key, store.folder + "/elsewhere")
        symlink(store.folder + "/elsewhere", key)
        #expect(try said("secrets", store.path, "ada").contains("it is not a plain file; a link is not followed"))
        unlink(key)
        mkfifo(key, 0o600)
        #expect(try said("secrets", store.path, "ada").contains("it is not a plain file"))
        unlink(key)
        #expect(try said("secrets", store.path, "ada").contains("it is missing"))
        try Files.overwrite(key, bytes[...])
        chmod(key, 0o600)
        #expect(try said("secrets", store.path, "ada") == "usable")
    }

    @Test("A link, a FIFO or a folder in the place of a file is refused at once, and nothing behind it is touched")
    func otherKinds() throws {
        for name in ["FORMAT", "MARK", "journal/0000000001.jsonl", "lock/write", "lock/turn"] {
            for kind in ["link", "fifo", "folder"] {
                let store = try ProcessStore(inMemory: true)
                let (path, elsewhere) = (store.path + "/" + name, store.folder + "/elsewhere")
                rename(path, elsewhere)
                switch kind {
                case "link": symlink(elsewhere, path)
                case "fifo": mkfifo(path, 0o640)
                default: mkdir(path, 0o750)
                }
                let before = try Files.contents(elsewhere)
                let probe = try ProbeProcess("commit", store.path, "ada", "1", "1", "--patience", "300")
                let answer = try probe.lines().first ?? "nothing"
                probe.finish()
                #expect(answer.hasPrefix("! "), "\(kind) for \(name): \(answer)")
                #expect(try Files.contents(elsewhere) == before, "\(kind) for \(name)")
                let check = try ProbeProcess("check", store.path, "ada")
                #expect(try check.lines().first != nil || check.finish() != 0, "\(kind) for \(name)")
                unlink(path)
                rmdir(path)
                rename(elsewhere, path)
                #expect(try said("commit", store.path, "ada", "1", "1") == "ada-0 2", "\(kind) for \(name), put right again")
            }
        }
    }

    @Test("A folder that becomes unreadable stops writing with its reason; put right, the next process goes on")
    func unreadableFolders() throws {
        for folder in ["lock", "journal", "."] {
            let store = try ProcessStore()
            chmod(store.folder, 0o755)
            give(store.path)
            guard
                let writer = try asNobody(
                    "commit", store.path, "nobody", "3000", "1", "--tolerant", "--pause", "2000")
            else { return }
            var checker = Checker()
            for _ in 0..<5 { checker.take([try writer.line()].compactMap(\.self)) }
            chmod("\(store.path)/\(folder)", 0)
            while checker.errors.isEmpty, let line = try writer.line() { checker.take([line]) }
            #expect(Set(checker.errors.keys).isSubset(of: ["readOnly/system", "system"]), "\(folder): \(checker.errors)")
            writer.signal(SIGKILL)
            checker.take(try writer.lines())
            writer.finish()
            let refused = try asNobody("commit", store.path, "x", "1", "1")
            #expect(try refused?.lines().first?.hasPrefix("! ") == true, "\(folder)")
            chmod("\(store.path)/\(folder)", 0o750)
            let next = try asNobody("commit", store.path, "next", "3", "1")
            checker.take(try next?.lines() ?? [])
            #expect(checker.confirmed.suffix(3).allSatisfy { $0.command.hasPrefix("next-") }, "\(folder)")
            checker.possible = ["nobody"]
            try checker.verifyRecords(store, "\(folder)")
        }
    }

    @Test("When its file system becomes read-only, a running process reads on and says why it does not write")
    func readOnlyFileSystem() throws {
        guard let place = try MountedPlace("mount -t tmpfs -o mode=755 tmpfs \"$0\"") else { return }
        let store = place.folder + "/store"
        #expect(try place.run("create", store, "ada") == ["created"])
        let words = ["commit", store, "ada", "3000", "1", "--tolerant", "--pause", "2000"]
        let writer = try ProbeProcess(words, before: place.enter)
        let reader = try ProbeProcess(["follow", store, "reader", "--access", "read"], before: place.enter)
        var checker = Checker()
        for _ in 0..<5 { checker.take([try writer.line()].compactMap(\.self)) }
        // Made read-only elsewhere first: where somebody is writing that is refused.
        try place.shell(
            "mkdir \"$0/ro\" && mount --bind \"$0/store\" \"$0/ro\" && mount -o remount,bind,ro \"$0/ro\""
                + " && mount --bind \"$0/ro\" \"$0/store\"")
        while checker.errors.isEmpty, let line = try writer.line() { checker.take([line]) }
        #expect(checker.errors.keys.first == "readOnly/system")
        let last = checker.confirmed.last?.last ?? 0
        // The very last commit may have found MARK closed already: it is confirmed, and readers are behind by it.
        let digest = try place.run("digest", store, "eve", "--access", "read").first?.split(separator: " ") ?? []
        let readable = UInt64(digest.dropFirst().first ?? "") ?? 0
        #expect(readable == last || readable + 1 == last)
        while let line = try reader.line(), !line.hasPrefix("seen \(readable) ") {}
        #expect(try place.run("open", store, "eve").first?.hasPrefix("! open readOnly/system ") == true)
        #expect(try place.run("commit", store, "eve", "1", "1").first?.hasPrefix("! eve-0 readOnly/system ") == true)
        writer.signal(SIGKILL)
        try place.shell("umount \"$0/store\"")
        #expect(try place.run("commit", store, "eve", "1", "1") == ["eve-0 \(last + 1)"])
        #expect(try place.run("check", store, "eve").first == "checked \(last + 1) \(last + 1) 0 0")
    }
}
