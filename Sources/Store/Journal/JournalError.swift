/// Why the store refused or failed. Each says what is wrong, where, and what to do next.
package indirect enum JournalError: Error, Hashable, Sendable {
    /// There is no store in this folder.
    case notAStore(path: String)
    /// A store was to be made in a folder that holds something.
    case notEmpty(path: String)
    /// The store needs a newer program; nothing was touched.
    case newerVersion(path: String, found: String)
    /// FORMAT cannot be read.
    case formatUnreadable(path: String, problem: String)
    /// File locks cannot be trusted there.
    case networkFileSystem(path: String, kind: String)
    /// Wrong owner, too wide a mode, a link where a file belongs.
    case permissions(path: String, problem: String)
    /// A line of the journal is wrong.
    case damaged(JournalDamage)
    /// A seal does not fit its lines: one of them was altered after it was sealed, and the chain made to fit.
    case sealBroken(path: String, from: UInt64, to: UInt64, seal: UInt64)
    /// MARK says that more was confirmed than the journal holds.
    case confirmedMissing(path: String, after: UInt64, count: UInt64, offset: UInt64)
    /// MARK is sound, and so is the journal, but they are not from the same copy.
    case markDisagrees(path: String, sequence: UInt64, offset: UInt64)
    /// The caller has seen records that this journal does not hold.
    case positionUnknown(path: String, position: UInt64, last: UInt64)
    /// The records behind this position were moved to the archive: one has to start from the snapshot.
    case archived(path: String, position: UInt64, first: UInt64)
    /// The file that this process writes is not the one that others find under its name any more.
    case replaced(path: String)
    /// This process only reads, for the reason given; nil when it was opened so.
    case readOnly(path: String, because: JournalError?)
    /// Nothing was saved: the file system is full, or a quota or size limit was reached.
    case outOfSpace(path: String, fileSystem: String, errno: Int32, neededBytes: Int, freeBytes: UInt64)
    /// The disk refused a write; nothing is confirmed, what is on disk is not known.
    case outcomeUnknown(path: String, call: String, errno: Int32)
    /// Another process holds the lock.
    case lockHeld(path: String, holder: LockHolder?, waitedMilliseconds: Int)
    /// A record was not written because it breaks the format's rules.
    case recordRefused(kind: String, problem: String)
    /// A key or a token cannot be used.
    case secretUnusable(path: String, problem: String)
    /// Any other failed system call.
    case system(path: String, call: String, errno: Int32)
}

extension JournalError {
    /// Whether the store itself is damaged or too new: exit code 4, and only reading is possible.
    package var isDamage: Bool {
        switch self {
        case .damaged, .sealBroken, .confirmedMissing, .markDisagrees, .positionUnknown, .newerVersion, .formatUnreadable: true
        case .readOnly(_, let because): because?.isDamage ?? false
        default: false
        }
    }

    /// Whether trying again later may work without anybody doing anything.
    package var isTemporary: Bool {
        switch self {
        case .lockHeld, .outOfSpace: true
        default: false
        }
    }
}
