/// One column of a CSV file: its header and what it is taken for.
package struct CSVColumn: Hashable, Sendable {
    /// What a column says about a user.
    package enum Meaning: Hashable, Sendable {
        case username
        /// The school's own username of a roster; may be empty, then something else names the user.
        case rosterUsername
        /// The number by which a roster knows a person; names the user when nothing else does, and is kept as an attribute.
        case rosterPerson(attribute: String)
        case fullName, firstName, middleName, lastName
        case email, phone, position, managedAppleAccount
        case sites, groups, devices
        /// No meaning of ours: it becomes an extension attribute of this name.
        case attribute(String)
        /// Nothing is taken from it; the reason says why.
        case ignored(String)
    }

    /// From 1, as spreadsheets count.
    package let number: Int
    /// The header as written, without outer spaces.
    package let header: String
    package var meaning: Meaning

    /// A header without regard to case, spaces, `_` and `-`.
    static func key(_ header: String) -> String {
        header.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
    }

    /// What a header means by itself, before its neighbours are looked at.
    static func meaning(of header: String) -> Meaning {
        let key = key(header)
        return key == "personid" ? .rosterPerson(attribute: header) : synonyms[key] ?? .attribute(header)
    }

    private static let synonyms: [String: Meaning] = [
        "username": .username, "user": .username, "name": .username, "sisusername": .rosterUsername,
        "fullname": .fullName, "realname": .fullName, "displayname": .fullName,
        "firstname": .firstName, "givenname": .firstName, "middlename": .middleName,
        "lastname": .lastName, "surname": .lastName, "familyname": .lastName,
        "email": .email, "emailaddress": .email, "mail": .email, "phone": .phone, "phonenumber": .phone, "telephone": .phone,
        "position": .position, "title": .position, "jobtitle": .position,
        "managedappleaccount": .managedAppleAccount, "managedappleid": .managedAppleAccount,
        "site": .sites, "sites": .sites, "group": .groups, "groups": .groups,
        "device": .devices, "devices": .devices, "deviceserial": .devices, "deviceserials": .devices,
    ]
}

extension CSVColumn: CustomStringConvertible {
    /// What becomes of the column, as a sentence.
    package var description: String {
        let name = "column \(number) \(CSVText.quoted(header))"
        return switch meaning {
        case .attribute(let attribute): "\(name) becomes the extension attribute \(CSVText.quoted(attribute))"
        case .rosterPerson(let attribute): "\(name) becomes the extension attribute \(CSVText.quoted(attribute))"
        case .ignored(let reason): "\(name) is ignored: \(reason)"
        case .rosterUsername: "\(name) is the username where it is not empty"
        default: "\(name) is the \(meaning.words)"
        }
    }
}

extension CSVColumn.Meaning {
    /// The meaning in the words of the product.
    var words: String {
        switch self {
        case .username, .rosterUsername: "username"
        case .rosterPerson: "person's number"
        case .fullName: "full name"
        case .firstName: "first name"
        case .middleName: "middle name"
        case .lastName: "last name"
        case .email: "email"
        case .phone: "phone"
        case .position: "position"
        case .managedAppleAccount: "Managed Apple Account"
        case .sites: "list of sites"
        case .groups: "list of groups"
        case .devices: "list of devices"
        case .attribute(let name): "attribute \(CSVText.quoted(name))"
        case .ignored: "nothing"
        }
    }
}
