extension TextField {
    /// Does what a key means in an edit line and says whether it meant anything.
    ///
    /// Letters are inserted; arrows, Home, End, Backspace and Delete do what they say; Ctrl-A, E, B, F, D, K, U, W and Alt-B,
    /// F as in a shell.
    package mutating func handle(_ key: Key) -> Bool {
        if let typed = key.typed {
            insert(String(Character(typed)))
            return true
        }
        guard let edit = TextField.edits[key] else { return false }
        edit(&self)
        return true
    }

    private static let edits: [Key: @Sendable (inout TextField) -> Void] = [
        .left: { $0.moveLeft() }, .ctrl("b"): { $0.moveLeft() },
        .right: { $0.moveRight() }, .ctrl("f"): { $0.moveRight() },
        .home: { $0.moveToStart() }, .ctrl("a"): { $0.moveToStart() },
        .end: { $0.moveToEnd() }, .ctrl("e"): { $0.moveToEnd() },
        Key(.left, .ctrl): { $0.moveWordLeft() }, .alt("b"): { $0.moveWordLeft() },
        Key(.right, .ctrl): { $0.moveWordRight() }, .alt("f"): { $0.moveWordRight() },
        .backspace: { $0.deleteBackward() },
        .delete: { $0.deleteForward() }, .ctrl("d"): { $0.deleteForward() },
        .ctrl("w"): { $0.deleteWordBackward() }, Key(.backspace, .alt): { $0.deleteWordBackward() },
        .ctrl("u"): { $0.deleteToStart() },
        .ctrl("k"): { $0.deleteToEnd() },
    ]
}
