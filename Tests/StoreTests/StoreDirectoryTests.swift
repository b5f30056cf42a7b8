import CBytes
import Glibc
@testable import Store
import Testing

struct StoreDirectoryTests {
    @Test("A new store has the layout and the modes that docs/JOURNAL.md names")
    func layout() throws {
        let store = try TemporaryStore()
        let disk = PosixDisk()
        #expect(
            try disk.names(in: store.path)
                == ["CURRENT", "FORMAT", "MARK", "journal", "lock", "lost+found", "mail", "secrets"])
        #expect(try disk.names(in: store.layout.locks) == ["turn", "worker", "write"])
        #expect(try disk.names(in: store.layout.secrets) == ["link-key", "seal-key"])
        for folder in [store.layout.secrets, store.layout.mail] { #expect(try disk.status(at: folder)?.mode == 0o700) }
        for key in ["link-key", "seal-key"] {
            let status = try disk.status(at: "\(store.layout.secrets)/\(key)")
            #expect(status?.mode == 0o600 && status?.size == 32)
        }
        for path in [store.path, store.segment, store.layout.format, store.layout.mark, store.layout.current] {
            #expect((try disk.status(at: path)?.mode ?? 0o777) & 0o027 == 0)
        }
    }

    @Test("A store is not made in a folder that holds something")
    func notEmpty() throws {
        let store = try TemporaryStore()
        let before = try Shell.snapshot(store.path)
        #expect(throws: JournalError.notEmpty(path: store.path)) {
            try StoreDirectory.create(at: store.path, options: TemporaryStore.options())
        }
        #expect(try Shell.snapshot(store.path) == before)
        #expect(throws: JournalError.notAStore(path: store.folder)) {
            try StoreDirectory.open(at: store.folder, access: .read, options: TemporaryStore.options())
        }
    }

    private func format(_ major: Int, incompatible: String = "", readOnly: String = "", of store: TemporaryStore) throws
        -> [UInt8]
    {
        let id = try store.open(.read).identity
        let head = """
            {"format":"rollcall","major":\(major),"minor":7,"store":"\(id)","incompat":[\(incompatible)],"ro_compat":[\(readOnly)]
            """
        return Forge.lines([head]).flatMap(\.self)
    }

    @Test("A store of an unknown major version or with an unknown incompatible change is refused, and no byte is touched")
    func newerVersion() throws {
        let store = try TemporaryStore.filled(10)
        let versions = [try format(2, of: store), try format(1, incompatible: "\"blobs\"", of: store)]
        for newer in versions {
            try Shell.overwrite(store.layout.format, newer)
            let before = try Shell.snapshot(store.path)
            let error = #expect(throws: JournalError.self) { try store.open() }
            #expect(error?.isDamage == true && error?.description.contains("Nothing was touched") == true)
            #expect(try Shell.snapshot(store.path) == before)
        }
    }

    @Test("A store with an unknown change that allows reading is opened for reading")
    func readOnlyCompatible() throws {
        let store = try TemporaryStore.filled(10)
        try Shell.overwrite(store.layout.format, try format(1, readOnly: "\"seals\"", of: store))
        let journal = try store.open().journal
        #expect(try journal.all().count == 10)
        #expect(throws: TransactError<Never>.self) { try journal.transact(after: 0) { _ in [.sample(1)] } }
        #expect(journal.readOnlyReason?.isDamage == true)
    }

    @Test("A store with an unknown change that allows reading is not mended either")
    func readOnlyCompatibleTorn() throws {
        let store = try TemporaryStore.filled(10)
        try Shell.overwrite(store.layout.format, try format(1, readOnly: "\"seals\"", of: store))
        try Shell.overwrite(store.segment, try Shell.contents(store.segment) + Array("{\"n\":11,".utf8))
        let before = try Shell.snapshot(store.path)
        #expect(try store.open().journal.all().count == 10)
        #expect(try Shell.snapshot(store.path) == before)
    }

    @Test("A process stops writing the moment an update has raised FORMAT", arguments: [true, false])
    func raisedWhileRunning(allowsReading: Bool) throws {
        let store = try TemporaryStore()
        let journal = try store.open().journal
        try journal.append([.sample(1)])
        let raised =
            try allowsReading ? format(1, readOnly: "\"blobs\"", of: store) : format(1, incompatible: "\"blobs\"", of: store)
        try Shell.overwrite(store.layout.format, raised)
        let before = try Shell.contents(store.segment)
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(2)]) }
        #expect(try Shell.contents(store.segment) == before)
    }

    @Test("A flipped bit in FORMAT, a second line, and a FORMAT of something else are noticed")
    func formatFlips() throws {
        let store = try TemporaryStore()
        let bytes = try Shell.contents(store.layout.format)
        for bit in 0..<bytes.count * 8 {
            var broken = bytes
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            try Shell.overwrite(store.layout.format, broken)
            #expect(throws: JournalError.self) { try store.open(.read) }
        }
        let other = String(decoding: bytes.dropLast(19), as: UTF8.self).replacing("rollcall", with: "rollbook")
        for broken in [bytes + bytes, Forge.lines([other])[0]] {
            try Shell.overwrite(store.layout.format, broken)
            #expect(throws: JournalError.self) { try store.open(.read) }
        }
    }

    @Test(
        "A store that others may write, or whose secrets others may read, is refused",
        arguments: ["", "/journal", "/FORMAT", "/lock"])
    func wideModes(place: String) throws {
        let store = try TemporaryStore()
        #expect(chmod(store.path + place, place == "/FORMAT" ? 0o660 : 0o770) == 0)
        guard case .permissions = #expect(throws: JournalError.self, performing: { try store.open(.read) }) else {
            Issue.record("another error")
            return
        }
    }

    @Test("A store on a network file system is refused, and one of somebody else is only read")
    func elsewhere() throws {
        let (store, disk) = (try TemporaryStore(), FaultyDisk())
        for kind in ["nfs4", "fuse.sshfs"] {
            disk.pretend(FileSystemStatus(kind: kind, mountPoint: "/", freeBytes: 0))
            #expect(throws: JournalError.networkFileSystem(path: store.path, kind: kind)) { try store.open(.read, disk: disk) }
        }
        disk.pretend(owner: geteuid() + 1)
        #expect(try store.open(.read, disk: disk).journal.all().count == 1)
        guard case .permissions = #expect(throws: JournalError.self, performing: { try store.open(disk: disk) }) else {
            Issue.record("another error")
            return
        }
    }

    @Test("A store without any segment is refused")
    func noSegment() throws {
        let store = try TemporaryStore()
        try PosixDisk().remove(store.segment)
        #expect(throws: JournalError.permissions(path: store.segment, problem: "it is missing")) { try store.open(.read) }
    }

    @Test("An identity is a UUID in lower case and nothing else")
    func identities() {
        let good = "01234567-89ab-4cde-8f01-23456789abcd"
        #expect(StoreID(good)?.description == good)
        for bad in [good + "01", String(good.dropLast(2)), good + "0", good.uppercased(), good.replacing("-", with: ""), ""] {
            #expect(StoreID(bad) == nil, "\(bad)")
        }
    }

    @Test("A small file that has grown beyond a megabyte is not read")
    func tooLarge() throws {
        let store = try TemporaryStore()
        try Shell.overwrite(store.layout.current, [UInt8](repeating: 0x20, count: 1 << 20 + 1))
        #expect(throws: JournalError.system(path: store.layout.current, call: "read", errno: EFBIG)) {
            try store.open(.read).journal.current()
        }
    }

    @Test("A link or a FIFO where a file belongs is not followed")
    func links() throws {
        let store = try TemporaryStore()
        let aside = store.folder + "/aside"
        #expect(rename(store.segment, aside) == 0 && symlink(aside, store.segment) == 0)
        #expect(throws: JournalError.self) { try store.open(.read) }
        #expect(unlink(store.segment) == 0 && mkfifo(store.segment, 0o600) == 0)
        #expect(throws: JournalError.self) { try store.open(.read) }
    }

    @Test("A journal over which another disk was mounted is not written, even if the file there has the same number")
    func mountedOver() throws {
        let (store, disk) = (try TemporaryStore.filled(10), FaultyDisk())
        let journal = try store.open(disk: disk).journal
        let bytes = try Shell.contents(store.segment)
        disk.pretend(device: .max)
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
        #expect(try Shell.contents(store.segment) == bytes)
    }

    @Test("A journal that is replaced while a process has it open is not written")
    func replaced() throws {
        let store = try TemporaryStore.filled(10)
        let journal = try store.open().journal
        let bytes = try Shell.contents(store.segment)
        #expect(unlink(store.segment) == 0)
        try Shell.overwrite(store.segment, bytes)
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
        #expect(try Shell.contents(store.segment) == bytes)
    }
}

struct MountTableTests {
    @Test("The file system of a path is that of the longest mount point; a blank in it is understood")
    func longest() {
        let table = Array(
            """
            22 1 8:1 / / rw - ext4 /dev/sda1 rw
            30 22 0:40 / /srv rw shared:1 - nfs4 host:/x rw
            31 30 0:41 / /srv/a\\040b rw shared:1 master:2 - fuse.sshfs u@h: rw
            32 22 0:42 / /srvx rw - tmpfs tmpfs rw

            """.utf8)
        func kind(_ path: String) -> String? { MountTable.mount(of: path, in: table)?.kind }
        #expect(kind("/srv/store") == "nfs4" && kind("/srv/a b/store") == "fuse.sshfs" && kind("/srvx") == "tmpfs")
        #expect(kind("/srvy") == "ext4" && kind("/srv") == "nfs4")
    }
}
