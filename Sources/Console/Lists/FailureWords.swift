import Domain
import Engine

/// Why a command did not become a fact, as the message line says it.
enum FailureWords {
    static func text(_ failure: CommandFailure) -> String {
        switch failure {
        // R28: who changed what when stands in the sentence itself.
        case .refused(let rejection): Phrases.rejection(rejection)
        case .readOnly(let words): "Read-only: \(words)"
        case .store(let words, isDamage: true): "The store is damaged: \(words)"
        case .store(let words, isDamage: false): "The store could not take it: \(words)"
        }
    }
}
