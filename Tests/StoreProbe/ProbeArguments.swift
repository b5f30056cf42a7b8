import Store

/// What the command line says: words first, then `--name value` or `--name` in any order.
struct ProbeArguments {
    private(set) var words: [String] = []
    private var values: [String: String] = [:]
    private static let flags: Set<String> = [
        "again", "child", "clock", "commit", "digest", "leak", "mixed", "optimistic", "tolerant",
    ]

    init(_ arguments: [String]) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else {
                words.append(word)
                continue
            }
            let name = String(word.dropFirst(2))
            values[name] = Self.flags.contains(name) ? "" : rest.popFirst()
        }
    }

    func has(_ flag: String) -> Bool { values[flag] != nil }

    func text(_ name: String) -> String? { values[name] }

    func number(_ name: String, otherwise: Int) -> Int { values[name].flatMap { Int($0) } ?? otherwise }

    func word(_ place: Int) -> String { place < words.count ? words[place] : "" }

    func number(at place: Int, otherwise: Int) -> Int { Int(word(place)) ?? otherwise }

    var access: FileAccess { text("access") == "read" ? .read : .readWrite }

    /// Seals would stand among the records that a test counts: only those that ask for them get them.
    private var sealing: SealPolicy? {
        text("seal").flatMap { UInt64($0) }.map { SealPolicy(records: $0) }
    }

    var options: StoreOptions {
        StoreOptions(
            user: word(2), role: .service, lockPatience: .milliseconds(number("patience", otherwise: 5000)),
            settlingDelay: .milliseconds(number("settling", otherwise: 200)),
            segmentLimit: UInt64(clamping: number("segment", otherwise: 64 << 20)),
            reserveLength: UInt64(clamping: number("reserve", otherwise: 0)), sealing: sealing)
    }
}
