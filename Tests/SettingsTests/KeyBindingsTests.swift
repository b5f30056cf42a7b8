import Testing

@testable import Settings

@Suite("keys.yaml")
struct KeyBindingsTests {
    let actions = [
        BindableAction(name: "quit", defaultKeys: ["q"]),
        BindableAction(name: "resend", place: "users", defaultKeys: ["r"]),
        BindableAction(name: "redo", place: "users", defaultKeys: ["R"]),
        BindableAction(name: "copy", place: "users", defaultKeys: ["y"]),
        BindableAction(name: "confirm", place: "sheet", defaultKeys: ["y"]),
    ]

    @Test("An action gets the keys of the file, another keeps its own")
    func bindings() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("keys.yaml", "resend: [s, f5]\nredo: ctrl-r\nquit: []\ncopy: y\n")
        let bindings = try KeyBindings.load(path, actions: actions)
        #expect(actions.map(bindings.keys(of:)) == [[], ["s", "f5"], ["ctrl-r"], ["y"], ["y"]])
    }

    @Test("An empty file changes nothing")
    func empty() throws {
        #expect(try KeyBindings.parse("", file: "keys.yaml", actions: actions) == .none)
    }

    @Test(
        "Every conflict is told with both places",
        arguments: [
            ("resend: x\nredo: x\n", "2:7: key \"x\" of \"redo\" is already the key of \"resend\" at 1:9"),
            ("resend: [x, x]\n", "1:13: key \"x\" is listed twice for \"resend\" at 1:10"),
            ("resend: q\n", "1:9: key \"q\" of \"resend\" is already the key of \"quit\", which this file does not change"),
            ("quit: y\n", "1:7: key \"y\" of \"quit\" is already the key of \"confirm\", which this file does not change"),
            ("resnd: x\n", "1:1: unknown action \"resnd\"; did you mean \"resend\"?"),
            ("resend: hyper-x\n", "1:9: \"hyper-x\" is no key; write one character, or a name such as space, f5 or ctrl-l"),
            ("resend: {a: b}\n", "1:9: \"resend\" must be a key or a list of keys, not a section"),
            ("resend:\n", "1:8: \"resend\" must be a key or a list of keys, not nothing"),
        ])
    func conflicts(text: String, message: String) {
        do {
            _ = try KeyBindings.parse(text, file: "keys.yaml", actions: actions)
            Issue.record("no problem was found")
        } catch {
            #expect(error.problems.map(\.description).first == "keys.yaml:\(message)")
        }
    }

    @Test("Two actions may swap their keys, and places that never meet may share one")
    func swap() throws {
        let bindings = try KeyBindings.parse("resend: R\nredo: r\nconfirm: r\n", file: "keys.yaml", actions: actions)
        #expect(bindings.keys["resend"] == ["R"])
    }

    @Test("The caller may say what a key is")
    func ownKeys() throws {
        let bindings = try KeyBindings.parse("resend: hyper-x\n", file: "f", actions: actions) { $0.hasPrefix("hyper-") }
        #expect(bindings.keys["resend"] == ["hyper-x"])
    }
}
