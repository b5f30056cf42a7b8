/// The state of folding one text scalar by scalar.
///
/// Latin and Greek letters go straight to the output. Everything else waits in a run until the next such letter,
/// since only then is it known which of its scalars change places and melt together.
struct Folding {
    private let data = FoldData.shared
    private var run: [FoldedScalar] = []
    /// The last starter was a Latin or Greek letter.
    private var stripping = false

    /// Folds the next scalar of the text.
    mutating func take(_ scalar: UInt32, _ output: inout [UInt8]) {
        if scalar < 0x80, !Self.composingASCII.contains(scalar) { return takeASCII(UInt8(scalar), &output) }
        let entry = data[scalar]
        guard entry.isSequence else { return place(entry, &output) }
        for part in data.sequence(entry) { place(part, &output) }
    }

    /// Writes out what still waits, at the end of the text.
    mutating func finish(_ output: inout [UInt8]) {
        guard !run.isEmpty else { return }
        reorderMarks()
        compose()
        for scalar in run { appendUTF8(scalar.value, to: &output) }
        run.removeAll(keepingCapacity: true)
    }

    /// `< = >`, the only ASCII that is not a letter and yet melts with a mark (U+0338).
    private static let composingASCII: ClosedRange<UInt32> = 0x3C...0x3E

    private mutating func takeASCII(_ byte: UInt8, _ output: inout [UInt8]) {
        finish(&output)
        let lower = lowercasedASCII(byte)
        output.append(lower)
        stripping = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
    }

    private mutating func place(_ scalar: FoldedScalar, _ output: inout [UInt8]) {
        if scalar.stripsMarks {
            finish(&output)
            appendUTF8(scalar.value, to: &output)
            stripping = true
        } else if scalar.combiningClass == 0 {
            stripping = false
            run.append(scalar)
        } else if !stripping {
            run.append(scalar)
        }
    }

    /// Puts each stretch of marks into the order of their classes, keeping the order within a class.
    private mutating func reorderMarks() {
        var start = 0
        while start < run.count {
            var end = start
            while end < run.count, run[end].combiningClass != 0 { end += 1 }
            if end - start > 1 { sortMarks(start..<end) }
            start = end + 1
        }
    }

    private mutating func sortMarks(_ range: Range<Int>) {
        let sorted = range.sorted { (run[$0].combiningClass, $0) < (run[$1].combiningClass, $1) }
        run.replaceSubrange(range, with: sorted.map { run[$0] })
    }

    /// Canonical composition (Unicode Standard, section 3.11), in place.
    private mutating func compose() {
        var kept = 0
        var starter: Int?
        var lastClass: UInt32 = 0
        for scalar in run {
            if scalar.mayCompose, let starter, lastClass == 0 || lastClass < scalar.combiningClass,
                let composite = data.composite(run[starter].value, scalar.value)
            {
                run[starter] = FoldedScalar(value: composite)
                continue
            }
            if scalar.combiningClass == 0 { starter = kept }
            lastClass = scalar.combiningClass
            run[kept] = scalar
            kept += 1
        }
        run.removeSubrange(kept...)
    }
}

private func appendUTF8(_ scalar: UInt32, to output: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x80: output.append(UInt8(scalar))
    case ..<0x800: output.append(UInt8(0xC0 | scalar >> 6))
    case ..<0x10000: output.append(UInt8(0xE0 | scalar >> 12))
    default: output.append(UInt8(0xF0 | scalar >> 18))
    }
    if scalar >= 0x10000 { output.append(tail(12)) }
    if scalar >= 0x800 { output.append(tail(6)) }
    if scalar >= 0x80 { output.append(tail(0)) }
}
