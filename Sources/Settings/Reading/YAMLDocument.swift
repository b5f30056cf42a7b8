import Foundation
import Yams

/// Turns the text of a YAML document into nodes with places; the only code that calls Yams.
///
/// Anchors and aliases are refused before anything is composed: a few hundred bytes of them can stand for gigabytes.
struct YAMLDocument {
    /// The root node; nil for an empty document.
    private(set) var root: SettingsNode?
    /// What was wrong and did not stop the reading: repeated names, tags, names that are no text.
    private(set) var problems: [SettingsProblem] = []

    private let file: String
    private var text: String
    /// First occurrences of repeated names, whose first letter was replaced so that the rest could be read.
    private var disguised: [SettingsPlace: String] = [:]

    /// Letters that stand at the beginning of a disguised name; private use, so that no real name has them.
    private static let disguises = (0..<32).compactMap { Unicode.Scalar(0xE000 + $0) }

    /// Composes a document.
    ///
    /// - Throws: `problems` with the one place at which the text stops being YAML, or is refused as a whole.
    init(text: String, file: String) throws(SettingsError) {
        self.text = text
        self.file = file
        try refuseControlCharacters()
        try refuseAliases()
        root = try compose().map { node in convert(node) }
    }

    private func stopped(_ place: SettingsPlace, _ sentence: String) -> SettingsError {
        .problems([SettingsProblem(file: file, line: place.line, column: place.column, sentence: sentence)])
    }

    private mutating func report(_ place: SettingsPlace, _ sentence: String) {
        problems.append(SettingsProblem(file: file, line: place.line, column: place.column, sentence: sentence))
    }
}

// MARK: - Refusals

extension YAMLDocument {
    private func refuseControlCharacters() throws(SettingsError) {
        var (line, column) = (1, 1)
        for scalar in text.unicodeScalars {
            let isAllowed = scalar == "\n" || scalar == "\r" || scalar == "\t" || !(scalar.value < 0x20 || scalar.value == 0x7F)
            if !isAllowed || Self.disguises.contains(scalar) {
                let number = String(scalar.value, radix: 16, uppercase: true)
                throw stopped(SettingsPlace(line: line, column: column), "the character U+\(number) is not allowed here")
            }
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
    }

    /// Refuses a text in which some name follows both `&` and `*`.
    ///
    /// Looking at the bare text can refuse a harmless comment, but no alias slips through, whatever quotes stand around it.
    private func refuseAliases() throws(SettingsError) {
        let anchors = Set(marks(after: "&").map(\.name))
        guard let alias = marks(after: "*").first(where: { anchors.contains($0.name) }) else { return }
        let names = "&\(alias.name) and *\(alias.name)"
        throw stopped(alias.place, "anchors and aliases (\(names)) are not allowed; write the value again")
    }

    private func marks(after indicator: Unicode.Scalar) -> [(name: String, place: SettingsPlace)] {
        var found: [(name: String, place: SettingsPlace)] = []
        var (line, column) = (1, 1)
        let scalars = text.unicodeScalars
        for index in scalars.indices {
            if scalars[index] == indicator {
                let name = scalars[scalars.index(after: index)...].prefix(while: Self.isAnchorLetter)
                if !name.isEmpty { found.append((String(name), SettingsPlace(line: line, column: column))) }
            }
            (line, column) = scalars[index] == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return found
    }

    private static func isAnchorLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_")
    }
}

// MARK: - Composing

extension YAMLDocument {
    /// Composes the text, disguising repeated names one after the other.
    private mutating func compose() throws(SettingsError) -> Node? {
        while true {
            do {
                return try Yams.compose(yaml: text)
            } catch let YamlError.duplicatedKeysInMapping(names, context) {
                let place = SettingsPlace(line: context.mark.line, column: context.mark.column)
                guard disguised.count < Self.disguises.count, disguise(names.first ?? "", at: place) else {
                    throw stopped(place, "\(quoted(names.first ?? "")) is set more than once")
                }
            } catch let error as YamlError {
                throw syntaxProblem(error)
            } catch {
                throw stopped(SettingsPlace(line: 1, column: 1), "not valid YAML")
            }
        }
    }

    /// Replaces the first letter of a name by a private one, so that the composer takes it for another name.
    private mutating func disguise(_ name: String, at place: SettingsPlace) -> Bool {
        guard let start = index(of: place), disguised[place] == nil, let letter = name.unicodeScalars.first else { return false }
        var index = start
        if text.unicodeScalars[index] == "\"" || text.unicodeScalars[index] == "'" {
            index = text.unicodeScalars.index(after: index)
        }
        guard index < text.unicodeScalars.endIndex, text.unicodeScalars[index] == letter else { return false }
        let disguise = String(Self.disguises[disguised.count])
        text.unicodeScalars.replaceSubrange(index...index, with: disguise.unicodeScalars)
        disguised[place] = name
        return true
    }

    private func index(of place: SettingsPlace) -> String.Index? {
        var (line, column) = (1, 1)
        for index in text.unicodeScalars.indices {
            if line == place.line && column == place.column { return index }
            (line, column) = text.unicodeScalars[index] == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return nil
    }

    private func syntaxProblem(_ error: YamlError) -> SettingsError {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let reported = YAMLSyntax(context: context?.text, problem: problem)
            let best = reported.isAtContext ? context?.mark ?? mark : mark
            let place = SettingsPlace(line: best.line, column: best.column)
            let better = YAMLSyntax.betterReading(of: problem, at: place, in: text)
            return stopped(better?.place ?? place, better?.sentence ?? reported.sentence)
        case .memory:
            return stopped(SettingsPlace(line: 1, column: 1), "nested too deeply")
        default:
            return stopped(SettingsPlace(line: 1, column: 1), "not valid YAML")
        }
    }
}

// MARK: - Converting

extension YAMLDocument {
    private mutating func convert(_ node: Node) -> SettingsNode {
        let place = Self.place(of: node)
        switch node {
        case .scalar(let scalar):
            // The parser gives a text in quotes the tag of texts by itself.
            let isOwn = scalar.style != .plain && scalar.tag == Tag(.str)
            if scalar.tag.hasName && !isOwn { report(place, "tags (!name) are not allowed") }
            return SettingsNode(place: place, content: .text(scalar.string, isPlain: scalar.style == .plain))
        case .sequence(let sequence):
            if sequence.tag.hasName { report(place, "tags (!name) are not allowed") }
            return SettingsNode(place: place, content: .list(sequence.map { convert($0) }))
        case .mapping(let mapping):
            if mapping.tag.hasName { report(place, "tags (!name) are not allowed") }
            return SettingsNode(place: place, content: .section(entries(of: mapping)))
        case .alias:
            report(place, "aliases (*name) are not allowed")
            return SettingsNode(place: place, content: .text("", isPlain: true))
        }
    }

    private mutating func entries(of mapping: Node.Mapping) -> [SettingsNode.Entry] {
        var entries: [SettingsNode.Entry] = []
        var first: [String: SettingsPlace] = [:]
        for (key, value) in mapping {
            let place = Self.place(of: key)
            guard case .scalar(let scalar) = key else {
                report(place, "a name is expected here, not a list or a section")
                continue
            }
            let name = disguised[place] ?? scalar.string
            if let earlier = first[name] {
                report(place, "\(quoted(name)) is set twice; the first time at \(earlier.line):\(earlier.column)")
                continue
            }
            first[name] = place
            entries.append(SettingsNode.Entry(name: name, place: place, value: convert(value)))
        }
        return entries
    }

    private static func place(of node: Node) -> SettingsPlace {
        SettingsPlace(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
}

extension Tag {
    /// True for a tag that was written, such as `!!binary`; the composer leaves the others implicit.
    fileprivate var hasName: Bool {
        self != Tag(.implicit) && self != Tag(.nonSpecific)
    }
}
