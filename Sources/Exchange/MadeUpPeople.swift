/// Makes up the people of an organisation: names in several scripts, most with an address, some with a Managed Apple Account.
///
/// The same seed makes the same people. About 30 in 100 have a Managed Apple Account, 3 no address, 8 no device.
package struct MadeUpPeople: Sendable {
    /// The header of the table: what the importer reads.
    package static let columns = [
        "username", "full name", "email", "phone", "position", "managed apple account", "sites", "groups", "devices",
    ]

    private var state: UInt64
    private var number = 0

    package init(seed: UInt64 = 1) { state = seed &* 0x2545_F491_4F6C_DD1D | 1 }

    /// A table of people as CSV, with its header.
    package static func csv(count: Int, seed: UInt64 = 1) -> String {
        let writer = CSVWriter()
        var people = MadeUpPeople(seed: seed)
        var text = writer.row(columns)
        for _ in 0..<count { text += writer.row(people.next()) }
        return text
    }

    /// The cells of the next person, in the order of the columns.
    package mutating func next() -> [String] {
        number += 1
        let (first, firstLatin) = pick(Self.firstNames)
        let (last, lastLatin) = pick(Self.lastNames)
        let username = "\(firstLatin).\(lastLatin)\(number)"
        let (title, group) = pick(Self.positions)
        let groups = [group, chance(15) ? "Pilot" : "", chance(4) ? "Leavers" : ""].filter { !$0.isEmpty }
        return [
            username, "\(first) \(last)", chance(97) ? "\(username)@northwind.example" : "",
            "+33 1 \(10_000_000 + draw(89_999_999))",
            title, chance(30) ? "\(username)@appleid.northwind.example" : "", sites().joined(separator: ";"),
            groups.joined(separator: ";"), devices().joined(separator: ";"),
        ]
    }

    private mutating func sites() -> [String] {
        let first = draw(Self.sites.count)
        return chance(25) ? [Self.sites[first], Self.sites[(first + 1) % Self.sites.count]] : [Self.sites[first]]
    }

    private mutating func devices() -> [String] {
        guard !chance(8) else { return [] }
        let computer = "C02\(padded(number))0:computer"
        let mobile = "DMQ\(padded(number))1:mobile"
        return switch draw(3) {
        case 0: [computer]
        case 1: [mobile]
        default: [computer, mobile]
        }
    }

    private func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    }

    private mutating func chance(_ percent: Int) -> Bool { draw(100) < percent }
    private mutating func pick<Element>(_ choices: [Element]) -> Element { choices[draw(choices.count)] }

    /// A number below `bound`. A xorshift generator: the people have to be the same every time, not hard to guess.
    private mutating func draw(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 11) % bound
    }

    private static let sites = ["North", "South", "Paris HQ", "Remote"]

    private static let positions = [
        ("Teacher", "Staff"), ("Student", "Students"), ("Student", "Students"), ("Nurse", "Staff"), ("Engineer", "Staff"),
        ("Sales, EMEA", "Staff"), ("Head of \"Labs\"", "Board"), ("Field technician", "Staff"), ("Contractor", "Contractors"),
    ]

    /// As people write it, and as it stands in a username.
    private static let firstNames = [
        ("Anna", "anna"), ("Bea", "bea"), ("Clara", "clara"), ("Dai", "dai"), ("Émile", "emile"), ("Fay", "fay"), ("Gil", "gil"),
        ("Hannah", "hannah"), ("Ines", "ines"), ("Jürgen", "jurgen"), ("Katarzyna", "katarzyna"), ("Łucja", "lucja"),
        ("Mei", "mei"), ("Nia", "nia"), ("Ólafur", "olafur"), ("Pia", "pia"), ("Rui", "rui"), ("Sol", "sol"), ("Tomáš", "tomas"),
        ("Uma", "uma"), ("Val", "val"), ("Wim", "wim"), ("Xia", "xia"), ("Yuki", "yuki"), ("Zoë", "zoe"), ("Åsa", "asa"),
        ("Øyvind", "oyvind"), ("Çiğdem", "cigdem"), ("Željko", "zeljko"), ("Ελένη", "eleni"), ("Νίκος", "nikos"),
        ("Олена", "olena"), ("Борис", "boris"), ("佳穂", "kaho"), ("美咲", "misaki"), ("지훈", "jihun"), ("서연", "seoyeon"),
        ("ليلى", "layla"), ("عمر", "omar"),
    ]

    private static let lastNames = [
        ("Almond", "almond"), ("Berg", "berg"), ("Cole", "cole"), ("Diaz", "diaz"), ("Ek", "ek"), ("Fox", "fox"),
        ("Gray", "gray"),
        ("Hale", "hale"), ("Ito", "ito"), ("Kim", "kim"), ("Lund", "lund"), ("Moss", "moss"), ("Nash", "nash"), ("Oda", "oda"),
        ("Park", "park"), ("Reid", "reid"), ("Sato", "sato"), ("Tran", "tran"), ("Vos", "vos"), ("Ward", "ward"), ("Xu", "xu"),
        ("Yoon", "yoon"), ("Müller", "muller"), ("Nuñez", "nunez"), ("O'Neil", "oneil"), ("D'Angelo", "dangelo"),
        ("Smith-Jones", "smith-jones"), ("van der Berg", "vanderberg"), ("Παππάς", "pappas"), ("Шевченко", "shevchenko"),
        ("田中", "tanaka"), ("김", "gim"), ("الخطيب", "alkhatib"),
    ]
}
