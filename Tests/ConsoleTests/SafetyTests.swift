import Domain
import Engine
import Terminal
import Testing
import TestSupport

@testable import Console

/// Whatever is typed, whatever the names and however small the screen.
@Suite("Safety")
struct SafetyTests {
    @Test(
        "Any keys at any size: nothing traps, the cursor stays on the canvas, the same model draws the same canvas",
        arguments: 1...20)
    func anyKeys(seed: UInt64) async throws {
        var random = Random(state: seed)
        let bench = await Bench(seed % 5 == 0 ? InMemoryAdministration() : try School.invited(), 80, 24)
        for step in 0..<80 {
            switch random.next() % 12 {
            case 0: await bench.send(.input(.resize(Size(rows: Int(random.next() % 60), columns: Int(random.next() % 200)))))
            case 1: await bench.send(.input(.paste("päste\u{1B}[31m\n")))
            case 2: await bench.wait(.seconds(Int64(random.next() % 20)))
            case 3: await bench.send(.input(.mouse(random.mouse())))
            default: await bench.burst(random.key())
            }
            let frame = bench.frame
            let size = frame.canvas.size
            let isInside = frame.canvas.bounds.contains(frame.cursor) || size.rows == 0 || size.columns == 0
            #expect(isInside, "seed \(seed) step \(step): \(frame.cursor) in \(size)")
            #expect(frame == bench.frame)
        }
    }

    @Test("No control sequence of a name, a reason or a search reaches the screen")
    func hostileNames() async throws {
        let engine = try School.people()
        let evil = "evil\u{9B}31m\u{202E}"
        let attributes = [Attribute(name: "note\u{1B}]0;x\u{7}", value: "\u{1B}[2J")]
        engine.record([
            .usersChanged([
                User(
                    id: UserID(9), username: "mal\u{1B}[31mlory", fullName: evil, email: "a\u{7}@b", phone: "\u{0}",
                    attributes: attributes)
            ])
        ])
        engine.change { $0.notices = ["Apple said \u{1B}[0m"] }
        for size in [(80, 24), (140, 40), (50, 20)] {
            let bench = await Bench(engine, size.0, size.1)
            for keys in ["G", "w", "<esc>=", "q.", "<esc>5", "1G ", "r"] {
                await bench.press(keys)
                await bench.send(.input(.paste("\u{1B}[31m")))
                try expectClean(bench.frame.canvas)
            }
        }
    }

    @Test("What is copied is what the record says, and the sheet of a hostile name is clean")
    func hostileSheet() async throws {
        let engine = try School.people()
        engine.record([.usersChanged([User(id: UserID(1), username: "anna\u{1B}[31m", email: "a@example.org")])])
        let bench = await Bench(engine)
        await bench.press("i")
        try expectClean(bench.frame.canvas)
        #expect(bench.screen.contains("anna"))
    }

    @Test("Among many users the first screen comes at once and the exact count follows")
    func manyUsers() async throws {
        let engine = InMemoryAdministration()
        try engine.perform(.addLocation(School.location(engine.now), siteName: nil), by: "ada")
        let users = (1...UserSearch.most + 1_000).map {
            User(id: UserID(UInt32($0)), username: "user\($0)", fullName: "Nummer \($0)")
        }
        engine.record([.usersChanged(UserRows(users))])
        let bench = await Bench(engine)
        #expect(bench.model.users.list.count == users.count)
        _ = ConsoleUpdate.update(&bench.model, .input(.key(Key("/"))))
        let effects = ConsoleUpdate.update(&bench.model, .input(.key(Key("9"))))
        guard case .find(let search)? = effects.first else {
            Issue.record("the whole search was done on the path of the key")
            return
        }
        #expect(bench.model.users.list.count == 200)
        #expect(bench.screen.contains("200+ of"))
        let later = ConsoleUpdate.update(&bench.model, .input(.key(Key("9"))))
        await bench.send(.found(search, [UserID(1)]))
        #expect(bench.model.users.list.count == 200, "an answer to an older question was taken")
        for effect in later {
            let message = await EffectRunner.run(effect, engine, bench.model.state, bench.model.contextNow)
            if let message { await bench.send(message) }
        }
        let exact = users.count { $0.username.contains("99") }
        #expect(bench.model.users.list.count == exact)
        engine.record([.usersChanged([users[0]])])
        let again = ConsoleUpdate.update(&bench.model, .projection(engine.projection, engine.context()))
        #expect(again.count == 1)
        #expect(bench.model.users.list.count == exact, "live facts made the list shorter for a moment")
    }

    @Test("A command that the store cannot take says so")
    func storeFailure() async throws {
        let engine = try School.invited()
        let bench = await Bench(engine)
        engine.fail(with: .store("no space left on /var/lib/rollcall", isDamage: false))
        await bench.press("2ry")
        #expect(bench.line.contains("no space left"))
        #expect(bench.model.line?.kind == .failure)
    }

    private func expectClean(_ canvas: Canvas) throws {
        for row in 0..<canvas.size.rows {
            for cell in canvas[row: row] {
                for scalar in cell.text.unicodeScalars {
                    let category = scalar.properties.generalCategory
                    #expect(category != .control && category != .format, "row \(row) holds \(scalar.value)")
                }
            }
        }
    }
}

/// A small generator, so that a failing seed can be run again.
private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    mutating func key() -> String {
        let named = [
            "<enter>", "<esc>", "<tab>", "<up>", "<down>", "<pagedown>", "<backspace>", "<left>", "<ctrl-u>", "<home>", "<end>",
        ]
        let letters = Array("abcdefghijklmnopqrstuvwxyzRLGNC0123456789/:.?=+*-# vvjjjyymmo")
        return next() % 3 == 0 ? named[Int(next() % UInt64(named.count))] : String(letters[Int(next() % UInt64(letters.count))])
    }

    mutating func mouse() -> Mouse {
        let actions: [Mouse.Action] = [.press, .release, .wheelUp, .wheelDown]
        return Mouse(actions[Int(next() % 4)], at: Point(row: Int(next() % 60), column: Int(next() % 200)))
    }
}
