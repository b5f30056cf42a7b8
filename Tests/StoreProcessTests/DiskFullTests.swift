import Glibc
import Store
import Testing

@Suite("A disk without room")
struct DiskFullTests {
    @Test("A size limit at every byte of a transaction leaves none of it; with room for all of it, all of it is there")
    func everyByte() throws {
        let store = try ProcessStore(inMemory: true)
        try store.commitOne()
        let before = try Files.contents(store.segment)
        let probe = try ProbeProcess("squeeze", store.path, "0", "--again")
        var room = 0
        while let said = try probe.line(), said != "confirmed" {
            #expect(said.hasPrefix("Nothing was saved: File too large"), "\(room) bytes: \(said)")
            if try Files.contents(store.segment) != before {
                Issue.record("with room for \(room) bytes something was left")
                return
            }
            room += 1
            probe.send("\(room)")
        }
        #expect(probe.finish() == 0)
        #expect(try Files.contents(store.segment).count == before.count + room && room > 300)
        #expect(try store.records().count == 5)
        var checker = Checker()
        checker.possible = ["squeezed"]
        try checker.verify(store)
        print("disk full at each of \(room) bytes")
    }

    @Test("On a full disk a bulk turn is refused, and a small one still fits into the room that was kept")
    func keptRoom() throws {
        guard let place = try MountedPlace("mount -t tmpfs -o size=1m,mode=755 tmpfs \"$0\"") else { return }
        let store = place.folder + "/store"
        #expect(try place.run("create", store, "ada", "--reserve", "65536") == ["created"])
        #expect(try place.run("commit", store, "first", "1", "1", "--reserve", "65536") == ["first-0 2"])
        _ = try place.shell("head -c 900000 /dev/zero > \"$0/ballast\" 2> /dev/null; true")
        let bulk = try place.run("commit", store, "bulk", "1000", "1", "--batch", "1000", "--reserve", "65536")
        #expect(bulk.count == 1 && bulk.first?.hasPrefix("! bulk-0 outOfSpace ") == true, "\(bulk)")
        _ = try place.shell("head -c 900000 /dev/zero >> \"$0/ballast\" 2> /dev/null; true")
        #expect(try place.run("commit", store, "pause", "1", "1", "--reserve", "65536") == ["pause-0 3"])
        _ = try place.shell("rm \"$0/ballast\"")
        #expect(try place.run("commit", store, "after", "1", "1", "--reserve", "65536") == ["after-0 4"])
        #expect(try place.run("check", store, "ada").first?.hasSuffix(" 0 0") == true)
    }

    @Test("On a full disk a commit is refused and said so, reading goes on, and with room again the store goes on")
    func smallDisk() throws {
        guard let place = try MountedPlace("mount -t tmpfs -o size=256k,mode=755 tmpfs \"$0\"") else { return }
        let store = place.folder + "/store"
        #expect(try place.run("create", store, "ada") == ["created"])
        for round in 0..<Soak.count(5, full: 500) {
            let blocks = round % 60
            _ = try place.shell("head -c $((\(blocks) * 4096)) /dev/zero > \"$0/ballast\" 2> /dev/null")
            let name = "full\(round)"
            let said = try place.run("commit", store, name, "100000", "3", "--batch", "\(round % 7 + 1)", "--mixed")
            var checker = Checker()
            checker.take(said)
            #expect(checker.errors == ["outOfSpace": 1], "\(said.last ?? "")")
            _ = try place.shell("rm \"$0/ballast\"")
            let listed = try place.run("list", store, "ada", "--access", "read").filter { $0.hasPrefix("full\(round)-") }
            #expect(listed == checker.confirmed.map { "\($0.command) \($0.last)" })
            #expect(try place.run("check", store, "ada").first?.hasSuffix(" 0 0") == true)
            if try place.run("commit", store, "after\(round)", "1", "1").first?.hasPrefix("after") != true {
                // The journal itself fills the disk: begin a new one.
                _ = try place.shell("rm -r \"$0/store\"")
                #expect(try place.run("create", store, "ada") == ["created"])
            }
        }
    }
}
