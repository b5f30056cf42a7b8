import Domain

/// A JSON value to be printed.
enum JSONValue: Hashable, Sendable {
    case string(String)
    case number(Int)
    case fraction(Double)
    case flag(Bool)
    case list([JSONValue])
    case object(JSONObject)
    /// Text that is one JSON value already.
    case raw(String)
}

/// A JSON object to be printed: members in the order in which they were set; what is nil is absent.
struct JSONObject: Hashable, Sendable {
    private var members: [Member] = []

    private struct Member: Hashable, Sendable {
        var key: String
        var value: JSONValue
    }

    init() {}

    subscript(key: String) -> JSONValue? {
        get { members.first { $0.key == key }?.value }
        set {
            members.removeAll { $0.key == key }
            if let newValue { members.append(Member(key: key, value: newValue)) }
        }
    }

    /// Sets a text unless it is absent or empty.
    mutating func set(_ key: String, _ text: String?) {
        if let text, !text.isEmpty { self[key] = .string(text) }
    }

    mutating func set(_ key: String, _ number: Int?) { self[key] = number.map(JSONValue.number) }
    mutating func set(_ key: String, _ moment: Instant?) { self[key] = moment.map { .string($0.rfc3339) } }
    mutating func set(_ key: String, _ id: some Identifier) { self[key] = .number(Int(id.number)) }
    mutating func set(_ key: String, _ flag: Bool) { self[key] = .flag(flag) }
    mutating func set(_ key: String, _ texts: [String]) { self[key] = .list(texts.map(JSONValue.string)) }

    /// The object on one line, without a line end.
    var text: String {
        var text = ""
        JSONValue.object(self).append(to: &text)
        return text
    }

    fileprivate func append(to text: inout String) {
        text += "{"
        for (index, member) in members.enumerated() {
            if index > 0 { text += "," }
            JSONValue.quote(member.key, into: &text)
            text += ":"
            member.value.append(to: &text)
        }
        text += "}"
    }
}

extension JSONValue {
    fileprivate func append(to text: inout String) {
        switch self {
        case .string(let string): Self.quote(string, into: &text)
        case .number(let number): text += String(number)
        case .fraction(let fraction): text += String((fraction * 10_000).rounded() / 10_000)
        case .flag(let flag): text += flag ? "true" : "false"
        case .list(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.append(to: &text)
            }
            text += "]"
        case .object(let object): object.append(to: &text)
        case .raw(let json): text += json
        }
    }

    /// Escapes what JSON demands, and what a terminal would obey or reorder.
    fileprivate static func quote(_ string: String, into text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            default:
                if SafeText.isHostile(scalar) { text += escape(scalar) } else { text.unicodeScalars.append(scalar) }
            }
        }
        text += "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        UTF16.encode(scalar).map { units in
            units.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        } ?? ""
    }
}
