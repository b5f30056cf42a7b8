extension ListWindow {
    /// Moves as a key says and tells whether it was one of movement: arrows, `j` `k` `g` `G`, pages, Home, End, Ctrl-D, Ctrl-U.
    package mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .down, Key("j"), .ctrl("n"): step(by: 1)
        case .up, Key("k"), .ctrl("p"): step(by: -1)
        case .pageDown, .ctrl("f"): page(by: 1)
        case .pageUp, .ctrl("b"): page(by: -1)
        case .ctrl("d"): move(by: max(1, height / 2))
        case .ctrl("u"): move(by: -max(1, height / 2))
        case .home, Key("g"): moveToStart()
        case .end, Key("G"): moveToEnd()
        default: return false
        }
        return true
    }
}
