/// Makes up people with names of several languages, most with an address, some with a Managed Apple Account, all in sites.
struct MadeUpPeople {
    static let columns = [
        "Username", "Full Name", "Email", "Phone", "Position", "Managed Apple Account", "Sites", "Groups", "Devices", "Cost Center",
    ]

    private var state: UInt64
    private var number = 0

    init(seed: UInt64) { state = seed &* 0x2545_F491_4F6C_DD1D | 1 }

    /// The cells of the next person in the order of the columns.
    mutating func next() -> [String] {
        number += 1
        let first = pick(Self.firstNames)
        let last = pick(Self.lastNames)
        let username = Self.plain("\(first.lowercased().prefix(1))\(last.lowercased())") + "\(number)"
        let site = pick(Self.sites)
        let hasEmail = chance(97)
        let isManaged = chance(15)
        let groups = [pick(Self.positions).group, chance(20) ? "Pilot" : ""].filter { !$0.isEmpty }
        return [
            username, "\(first) \(last)", hasEmail ? "\(username)@example.org" : "", chance(70) ? phone() : "",
            pick(Self.positions).title, isManaged ? "\(username)@appleid.example.org" : "", site,
            groups.joined(separator: ", "), devices(), "CC-\(100 + Int(draw() % 40))",
        ]
    }

    private mutating func phone() -> String { "+49 30 \(1_000_000 + Int(draw() % 8_999_999))" }

    private mutating func devices() -> String {
        let count = Int(draw() % 3)
        return (0..<count).map { _ in
            "C02" + String((0..<9).map { _ in pick(Self.serialLetters) })
        }.joined(separator: ", ")
    }

    private mutating func chance(_ percent: UInt64) -> Bool { draw() % 100 < percent }
    private mutating func pick<Element>(_ choices: [Element]) -> Element { choices[Int(draw() % UInt64(choices.count))] }

    /// A xorshift generator: the people have to be the same every time, not hard to guess.
    private mutating func draw() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state >> 11
    }

    /// A name in letters that every mail server takes.
    private static func plain(_ name: String) -> String {
        String(name.map { letters[$0] ?? $0 }.filter { $0.isASCII && $0.isLetter })
    }

    private static let letters: [Character: Character] = [
        "ä": "a", "á": "a", "å": "a", "é": "e", "è": "e", "í": "i", "ł": "l", "ñ": "n", "ö": "o", "ó": "o", "ø": "o", "ü": "u", "ú": "u",
        "ś": "s", "š": "s", "č": "c", "ç": "c", "ž": "z",
    ]
    private static let serialLetters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
    private static let sites = ["North", "South", "East", "West"]
    private static let positions: [(title: String, group: String)] = [
        ("Teacher", "Staff"), ("Engineer", "Staff"), ("Student", "Students"), ("Student", "Students"), ("Nurse", "Staff"),
        ("Researcher", "Staff"), ("Head of Department", "Leads"),
    ]
    private static let firstNames = [
        "Anna", "Ben", "Clara", "David", "Émilie", "Fatima", "Giorgos", "Hannah", "Ines", "Jürgen", "Katarzyna", "Lukas", "María",
        "Nils", "Olivia", "Pierre", "Quinn", "Rosa", "Søren", "Tomáš", "Uma", "Victor", "Wanda", "Xavier", "Yuki", "Zoë",
    ]
    private static let lastNames = [
        "Müller", "Schmidt", "Dupont", "Rossi", "García", "Novák", "Kowalski", "Jensen", "Johansson", "Silva", "Papadopoulos",
        "Nguyen", "Tanaka", "Okafor", "Haddad", "O'Brien", "Smith", "Brown", "de Vries", "Łukasik", "Ivanov", "Kaya",
    ]
}
