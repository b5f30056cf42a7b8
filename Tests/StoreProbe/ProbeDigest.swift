import Store

/// One number for a run of records: FNV-1a over their raw lines.
struct ProbeDigest {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ records: [Record]) {
        for record in records {
            for byte in record.line { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
            state = (state ^ 0x0a) &* 0x100_0000_01b3
        }
    }

    var text: String { String(state, radix: 16) }
}
