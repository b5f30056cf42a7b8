import Store

extension CommandLineFailure {
    /// Makes a failure of what the store answered: damage and newer versions are 4, the rest is worth another try.
    package init(_ error: JournalError) {
        switch error {
        case .notAStore(let path): self = .noStore(path: path)
        case .notEmpty: self = .declined(code: "notEmpty", "\(error)")
        case _ where error.isDamage: self = .damaged("\(error)")
        case .readOnly: self = .declined(code: "readOnly", "\(error)")
        default: self = .outside("\(error)")
        }
    }
}
