import Terminal
import Testing

@Suite("Widgets")
struct WidgetTests {
    @Test("an edit line inserts, deletes and moves by whole characters")
    func editing() {
        var field = TextField("cafe")
        field.insert("\u{301}")
        #expect(field.text == "café" && field.characters.count == 4, "a mark joins the letter before it")
        field.deleteBackward()
        #expect(field.text == "caf")
        field.insert("👩‍🚀")
        field.moveLeft()
        field.insert("x\ny\u{1B}")
        #expect(field.text == "cafx y👩‍🚀")
        field.moveToEnd()
        field.deleteWordBackward()
        #expect(field.text == "cafx ")
        field.deleteToStart()
        #expect(field.isEmpty)
        field.deleteBackward()
        field.deleteForward()
        #expect(field.cursor == 0)
    }

    @Test("an edit line holds no more than its limit, whatever is pasted")
    func limit() {
        var field = TextField("ab", limit: 5)
        field.moveToStart()
        field.insert(String(repeating: "x", count: 100_000))
        #expect(field.text == "xxxab" && field.cursor == 3)
    }

    @Test("an edit line scrolls sideways so that the cursor is always inside")
    func scrolling() {
        var canvas = Canvas(size: Size(rows: 1, columns: 6))
        var field = TextField("abcdefgh佳穂")
        let area = canvas.bounds
        #expect(field.draw(on: &canvas, in: area, .plain).column <= 5)
        #expect(ScreenText.characters(canvas).hasSuffix("佳穂"))
        field.moveToStart()
        #expect(field.draw(on: &canvas, in: area, .plain).column == 0)
        #expect(ScreenText.characters(canvas) == "abcde…")
    }

    @Test("an edit line handles the keys of a shell and leaves the others alone")
    func keys() {
        var field = TextField("one two")
        #expect(field.handle(.ctrl("w")) && field.text == "one ")
        #expect(field.handle(.ctrl("a")) && field.cursor == 0)
        #expect(field.handle(Key("é")) && field.text == "éone ")
        #expect(!field.handle(.enter) && !field.handle(.up) && !field.handle(.alt("x")))
    }

    @Test("whatever happens to a list, the cursor is one of its rows and visible")
    func listInvariant() {
        var generator = SplitMix(state: 42)
        var list = ListWindow(count: 100, height: 10)
        for _ in 0..<5000 {
            let number = Int(generator.next() % 300) - 100
            switch generator.next() % 9 {
            case 0: list.move(by: number)
            case 1: list.move(to: number)
            case 2: list.page(by: number / 30)
            case 3: list.resize(height: number / 5)
            case 4: list.setCount(number)
            case 5: list.scroll(by: number)
            case 6: list.follow(row: number)
            case 7: list.step(by: number)
            default: list.move(by: number < 0 ? .min : .max)
            }
            #expect(list.visible.upperBound <= list.count || list.count == 0)
            guard list.count > 0 else { continue }
            #expect((0..<list.count).contains(list.cursor))
            if list.height > 0 { #expect(list.visible.contains(list.cursor)) }
        }
    }

    @Test("a step past the edge brings three rows, the next steps none, and the ends are reached row by row")
    func steps() {
        var list = ListWindow(count: 25, height: 10)
        list.move(to: 9)
        list.step(by: 1)
        #expect(list.visible == 3..<13 && list.cursor == 10)
        for _ in 0..<2 { list.step(by: 1) }
        #expect(list.visible == 3..<13 && list.cursor == 12)
        for _ in 0..<20 { list.step(by: 1) }
        #expect(list.visible == 15..<25 && list.cursor == 24)
        for _ in 0..<10 { list.step(by: -1) }
        #expect(list.visible == 12..<22 && list.cursor == 14)
        var short = ListWindow(count: 5, height: 2)
        for _ in 0..<2 { short.step(by: 1) }
        #expect(short.visible == 1..<3 && short.cursor == 2)
    }

    @Test("a page keeps one row of the last one, and a list is never scrolled past its end")
    func paging() {
        var list = ListWindow(count: 25, height: 10)
        list.page(by: 1)
        #expect(list.visible == 9..<19 && list.cursor == 9)
        list.moveToEnd()
        #expect(list.visible == 15..<25)
        list.resize(height: 20)
        #expect(list.visible == 5..<25)
    }

    @Test("a text scrolls, finds, and keeps inside its lines at every size")
    func scrollText() {
        var text = ScrollText("alpha\nbeta\ngamma delta epsilon\nzeta")
        text.resize(Size(rows: 2, columns: 6))
        #expect(text.lineCount == 7)
        let found = text.find("ZETA")
        #expect(found && text.visible == 5..<7)
        text.resize(Size(rows: 50, columns: 80))
        #expect(text.visible == 0..<4)
        let again = text.find("nothing")
        #expect(!again)
        text.scroll(by: .max)
        text.scroll(by: .min)
        #expect(text.top == 0)
    }

    @Test("what is copied is base64 of its bytes, and too much is refused")
    func copy() {
        #expect(TerminalSequence.copy("M").map { String(decoding: $0, as: UTF8.self) } == "\u{1B}]52;c;TQ==\u{7}")
        #expect(TerminalSequence.copy("Ma").map { String(decoding: $0, as: UTF8.self) } == "\u{1B}]52;c;TWE=\u{7}")
        #expect(TerminalSequence.copy("Man").map { String(decoding: $0, as: UTF8.self) } == "\u{1B}]52;c;TWFu\u{7}")
        #expect(TerminalSequence.copy(String(repeating: "x", count: 80_000)) == nil)
        #expect(TerminalSequence.title("a\u{7}b\u{1B}").filter { $0 == 0x1B || $0 == 0x07 }.count == 2)
    }
}
