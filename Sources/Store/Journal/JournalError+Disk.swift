import Glibc

extension JournalError {
    /// A failed system call that has no meaning of its own here.
    init(_ error: DiskError) {
        self = .system(path: error.path, call: error.call, errno: error.errno)
    }
}

extension JournalError {
    /// Whether room on the file system, or in the quota, would help.
    var isOutOfSpace: Bool {
        switch self {
        case .outOfSpace(_, _, let code, _, _), .system(_, _, let code): code == ENOSPC || code == EDQUOT
        default: false
        }
    }

    /// Whether a file that was to be opened is not there (any more).
    var isMissingFile: Bool {
        if case .system(_, "open", ENOENT) = self { true } else { false }
    }
}

extension DiskError {
    /// The file system is full, or a quota or a size limit was reached.
    var isOutOfSpace: Bool { [ENOSPC, EDQUOT, EFBIG].contains(errno) }

    var isInputOutput: Bool { errno == EIO }

    var isExisting: Bool { errno == EEXIST }

    /// This process may not write here, now.
    var isNotWritable: Bool { [EROFS, EACCES, EPERM].contains(errno) }
}

/// Runs system calls whose failure has no meaning of its own here.
func onDisk<Result>(_ body: () throws(DiskError) -> Result) throws(JournalError) -> Result {
    do { return try body() } catch { throw JournalError(error) }
}
