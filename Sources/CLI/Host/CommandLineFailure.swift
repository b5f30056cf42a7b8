import Domain
import Engine

/// Why a verb did not do what it was asked for, with all that its words and its exit code need.
package enum CommandLineFailure: Error, Hashable, Sendable {
    /// The command line makes no sense: 2.
    case usage(String)
    /// A rule says no: 1, or 5 when somebody else was faster (R28).
    case refused(Rejection)
    /// The command line itself says no, with a stable code: 1.
    case declined(code: String, String)
    /// There is no store in the folder: 1.
    case noStore(path: String)
    /// rollcall.yaml cannot be used, with file:line:column: 2.
    case configuration(String)
    /// Something outside failed, or work remains that is due later: 3.
    case outside(String)
    /// The store is damaged or was written by a newer version: 4.
    case damaged(String)

    /// Makes a failure of what the engine answered.
    package init(_ failure: CommandFailure) {
        switch failure {
        case .refused(let rejection): self = .refused(rejection)
        case .readOnly(let words): self = .declined(code: "readOnly", words)
        case .store(let words, isDamage: true): self = .damaged(words)
        case .store(let words, isDamage: false): self = .outside(words)
        }
    }
}

extension CommandLineFailure {
    /// The exit code of `docs`' table: 1 refused, 2 usage, 3 outside, 4 damaged, 5 stale.
    package var exitCode: Int32 {
        switch self {
        case .usage, .configuration: 2
        case .refused(let rejection): rejection.isStale ? 5 : 1
        case .declined, .noStore: 1
        case .outside: 3
        case .damaged: 4
        }
    }

    /// The stable code that scripts match on; in `--json` beside the words.
    package var code: String {
        switch self {
        case .usage: "usage"
        case .refused(let rejection): rejection.code
        case .declined(let code, _): code
        case .noStore: "noStore"
        case .configuration: "configuration"
        case .outside: "outside"
        case .damaged: "damaged"
        }
    }

    /// The failure as a sentence.
    package var words: String {
        switch self {
        case .usage(let words), .declined(_, let words), .configuration(let words), .outside(let words), .damaged(let words):
            words
        case .refused(let rejection): Phrases.rejection(rejection)
        case .noStore(let path): "there is no store in \(path): `rollcall init` makes one, `--store DIR` names another"
        }
    }
}
