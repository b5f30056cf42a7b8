import Domain
import Terminal

/// What a sheet says and what it would do, read from the facts of this moment.
struct SheetPlan: Sendable {
    /// What the confirmation sets off.
    enum Deed: Hashable, Sendable {
        case commands([Command])
        case link(RecipientKey)
        case leave
    }

    var title: String
    var lines: [SheetLine] = []
    var terms = Confirmation.Terms()
    var deed = Deed.commands([])
    /// Keys of this sheet beside those of all.
    var hints: [KeyHints.Hint] = []
    var isDangerous = false

    mutating func say(_ text: String, _ role: ThemeRole = .text) { lines.append(SheetLine(text: text, role: role)) }
}

/// One line of a sheet; it is wrapped when it is drawn.
struct SheetLine: Hashable, Sendable {
    var text: String
    var role: ThemeRole
}

/// A question to be confirmed: knows whom it is about, reads its plan anew whenever facts or choices change.
protocol SheetContent: Sendable {
    /// Whom it is for, once that is settled.
    mutating func settle(on users: [UserID])
    func plan(in model: ConsoleModel) -> SheetPlan
    /// Takes a key that chooses something; false when it means nothing here.
    mutating func handle(_ key: Key, _ action: ConsoleAction?, _ model: ConsoleModel) -> Bool
}

extension SheetContent {
    mutating func settle(on users: [UserID]) {}
    mutating func handle(_ key: Key, _ action: ConsoleAction?, _ model: ConsoleModel) -> Bool { false }
}
