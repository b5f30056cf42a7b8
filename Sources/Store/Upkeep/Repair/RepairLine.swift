/// A line of a damaged journal, and what became of it.
struct RepairLine {
    enum Verdict {
        /// The line fits its checksum.
        case sound(Record)
        case skipped(String)
    }

    /// Counted from 1.
    let number: UInt64
    let offset: UInt64
    /// Without the line feed; a checksum that was proved wrong by the next line is put right.
    var bytes: [UInt8]
    var verdict: Verdict

    var record: Record? {
        if case .sound(let record) = verdict { record } else { nil }
    }
}
