/// Why a settings file gave no values.
package enum SettingsError: Error, Hashable, Sendable {
    /// There is no file at the path. A caller for whom the file is optional goes on with defaults.
    case notFound(path: String)
    /// The file exists and cannot be read; the reason is a sentence, for example "permission denied".
    case unreadable(path: String, reason: String)
    /// The file was read and is wrong. Never empty; sorted by place.
    case problems([SettingsProblem])

    /// Every case as problems, so that a program has one way to print them.
    package var problems: [SettingsProblem] {
        switch self {
        case .notFound(let path):
            [SettingsProblem(file: path, line: 0, column: 0, sentence: "there is no such file")]
        case .unreadable(let path, let reason):
            [SettingsProblem(file: path, line: 0, column: 0, sentence: "cannot be read: \(reason)")]
        case .problems(let problems):
            problems
        }
    }
}

extension SettingsError: CustomStringConvertible {
    /// The problems, one a line.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
