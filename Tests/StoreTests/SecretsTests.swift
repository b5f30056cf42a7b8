import Glibc
import Store
import Testing

struct SecretsTests {
    @Test("What is sealed can be opened again, differs each time, and shows no change unnoticed")
    func seal() throws {
        let store = try TemporaryStore()
        let secrets = try store.open().secrets()
        for content in [[], [1], Array("a code".utf8), [UInt8](repeating: 7, count: 5000)] as [[UInt8]] {
            let sealed = secrets.seal(content)
            #expect(sealed.count == content.count + 28 && sealed != secrets.seal(content))
            #expect(try store.open(.read).secrets().open(sealed) == content)
        }
        let sealed = secrets.seal([1, 2, 3])
        for bit in 0..<sealed.count * 8 {
            var broken = sealed
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: JournalError.self) { try secrets.open(broken) }
        }
        for length in 0..<sealed.count { #expect(throws: JournalError.self) { try secrets.open(Array(sealed.prefix(length))) } }
        let other = try TemporaryStore()
        #expect(throws: JournalError.self) { try other.open().secrets().open(sealed) }
    }

    @Test("A link's tag has 16 bytes, depends on store and input, and is recognised only whole")
    func linkTag() throws {
        let (store, other) = (try TemporaryStore(), try TemporaryStore())
        let secrets = try store.open().secrets()
        let tag = secrets.linkTag(for: [1, 2, 3])
        #expect(tag.count == 16 && tag == secrets.linkTag(for: [1, 2, 3]))
        #expect(try tag != secrets.linkTag(for: [1, 2, 4]) && tag != other.open().secrets().linkTag(for: [1, 2, 3]))
        #expect(secrets.isLinkTag(tag, for: [1, 2, 3]) && !secrets.isLinkTag(tag, for: [1, 2]))
        #expect(!secrets.isLinkTag(Array(tag.prefix(15)), for: [1, 2, 3]))
    }

    @Test("A content token is kept sealed, readable by its owner only, and replaced as a whole")
    func token() throws {
        let store = try TemporaryStore()
        let secrets = try store.open().secrets()
        #expect(try secrets.token(location: 7) == nil)
        for token in ["first", "second, longer", "third"] {
            try secrets.storeToken(Array(token.utf8), location: 7)
            #expect(try secrets.token(location: 7) == Array(token.utf8))
        }
        let path = store.layout.secrets + "/location-7.token"
        #expect(try PosixDisk().status(at: path)?.mode == 0o600)
        #expect(try PosixDisk().names(in: store.layout.secrets) == ["link-key", "location-7.token", "seal-key"])
        #expect(try !Shell.contents(path).starts(with: Array("third".utf8)))
    }

    @Test("A key that others may read, of another owner, of a wrong size, or behind a link is not used")
    func refusedKeys() throws {
        let changes: [(String) throws -> Void] = [
            { #expect(chmod($0, 0o640) == 0) },
            { #expect(chmod($0, 0o604) == 0) },
            { try Shell.overwrite($0, [1, 2, 3]) },
            { #expect(unlink($0) == 0) },
            { #expect(rename($0, $0 + ".aside") == 0 && symlink($0 + ".aside", $0) == 0) },
            { path in if geteuid() == 0 { #expect(chown(path, 65_534, 0) == 0) } else { #expect(unlink(path) == 0) } },
        ]
        for change in changes {
            for name in ["/seal-key", "/link-key"] {
                let store = try TemporaryStore()
                let opened = try store.open()
                _ = try opened.secrets()
                try change(store.layout.secrets + name)
                guard case .secretUnusable = #expect(throws: JournalError.self, performing: { try opened.secrets() }) else {
                    Issue.record("another error")
                    return
                }
            }
        }
    }

    @Test("A store whose secrets others may enter is refused")
    func openFolder() throws {
        let store = try TemporaryStore()
        #expect(chmod(store.layout.secrets, 0o750) == 0)
        #expect(throws: JournalError.self) { try store.open(.read) }
    }
}
