import Domain

/// Statuses of recipients as people type them: the words of JSON.
enum StatusText {
    static func statuses(_ texts: [String]) throws(CommandLineFailure) -> [RecipientStatus] {
        var statuses: [RecipientStatus] = []
        for name in texts.flatMap({ $0.split(separator: ",").map(String.init) }) {
            if name == "registered" { try SearchText.check("registration:registered") }
            guard let status = RecipientStatus.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
                let all = RecipientStatus.allCases.map(\.rawValue)
                let near = NearestWord.of(name, among: all).map { "did you mean \($0)?" } ?? all.joined(separator: ", ")
                throw .usage("there is no status \(name): \(near)")
            }
            statuses.append(status)
        }
        return statuses
    }
}
