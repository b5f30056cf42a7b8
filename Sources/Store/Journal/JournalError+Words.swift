import Glibc

extension JournalError: CustomStringConvertible {
    /// One or two plain sentences: what, where, what next.
    package var description: String {
        switch self {
        case .notAStore(let path): "There is no store in \(path). `rollcall init` makes one."
        case .notEmpty(let path): "\(path) is not empty. A new store needs a new or an empty folder."
        case .newerVersion(let path, let found):
            "\(path) was written by \(found); this program knows version \(Format.known). Nothing was touched."
        case .formatUnreadable(let path, let problem):
            "\(path) cannot be read: \(problem). Nothing was changed. `rollcall store check`"
        case .networkFileSystem(let path, let kind):
            "\(path) lies on a network file system (\(kind)), where locks cannot be trusted. Use a local disk."
        case .permissions(let path, let problem): "\(path): \(problem)."
        case .readOnly(let path, let because):
            because.map { "Nothing can be written now. \($0)" } ?? "\(path) was opened for reading only."
        case .recordRefused(let kind, let problem): "A record \"\(kind)\" was not written: \(problem)."
        case .secretUnusable(let path, let problem): "\(path) cannot be used: \(problem)."
        case .system(let path, let call, let code): "\(path): \(call) failed: \(words(code))."
        default: journalWords
        }
    }

    private var journalWords: String {
        switch self {
        case .damaged(let damage): words(damage)
        case .sealBroken(let path, let from, let to, let seal):
            "One or more of the events #\(from) to #\(to) were altered after they were sealed by #\(seal) (\(path)): the "
                + "checksums were made to fit, the seal does not. Compare with a copy."
        case .confirmedMissing(let path, let after, let count, let offset):
            "\(count) confirmed events after #\(after) are missing (\(path), byte \(offset)). "
                + "Do not continue on this copy. `rollcall store check`"
        case .markDisagrees(let path, let sequence, let offset):
            "\(path) does not hold event #\(sequence) at byte \(offset) as MARK says: the two are not from the same copy. "
                + "Do not continue on this copy. `rollcall store check`"
        case .positionUnknown(let path, let position, let last):
            "\(path) ends at #\(last), but #\(position) was read from it before: it was replaced by an older copy."
        case .archived(let path, let position, let first):
            "\(path) begins at #\(first) now; what followed #\(position) is in the archive, which is not here. "
                + "What needs the whole record needs the archive put back; else start this program again."
        case .replaced(let path): "\(path) was replaced while this program had it open. Nothing was written; start it again."
        case .outOfSpace(let path, let fileSystem, let code, let needed, let free):
            "Nothing was saved: \(words(code)) on \(fileSystem) (\(needed) bytes needed, \(free) free) while writing \(path)."
        case .outcomeUnknown(let path, let call, let code):
            "The disk refused a write. Nothing was confirmed. (\(path): \(call): \(words(code)))"
        case .lockHeld(let path, let holder, let waited):
            "Somebody else writes since more than \(waited / 1000) s: \(holder?.description ?? "unknown") (\(path))."
        default: ""
        }
    }

    private func words(_ damage: JournalDamage) -> String {
        "\(damage.path) is damaged in line \(damage.line) (byte \(damage.offset)), after event #\(damage.lastSound): "
            + "\(damage.fault). Nothing was changed; everything before it can be read. `rollcall store check`"
    }

    private func words(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}
