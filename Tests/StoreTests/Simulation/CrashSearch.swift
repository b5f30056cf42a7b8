import Store

/// How a machine or its processes went down.
enum Outage: CustomStringConvertible, Sendable {
    /// The processes are gone, the kernel goes on.
    case kill
    /// The same, and the page cache was dropped afterwards.
    case killAndEvict
    /// One pick for each thing of `PowerLoss`.
    case power([Int])

    var description: String {
        switch self {
        case .kill: "kill"
        case .killAndEvict: "evict"
        case .power(let picks): picks.isEmpty ? "power" : picks.map(String.init).joined(separator: ".")
        }
    }

    init(_ text: some StringProtocol) {
        switch text {
        case "kill": self = .kill
        case "evict": self = .killAndEvict
        default: self = .power(text.split(separator: ".").compactMap { Int($0) })
        }
    }

    func image(of image: DiskImage) -> DiskImage {
        switch self {
        case .kill: return image
        case .killAndEvict:
            var image = image
            image.evict()
            return image
        case .power(let picks): return PowerLoss(image).outcome(picks)
        }
    }
}

/// Goes through the states that crashes of a script may leave, and through those that crashes of the recovery leave then.
struct CrashSearch {
    /// How many outcomes are tried at one moment, by how many crashes came before: all, if there are no more.
    var outcomes = [64, 3, 2]
    /// In one of how many states the recovery itself is interrupted, by how many crashes came before.
    var recoveryEvery = [30, 8]
    var segmentLimit: UInt64 = 64 << 20
    private(set) var drawn = 0
    private(set) var checked = 0
    private(set) var checkedInRecovery = 0
    private var seen: Set<Int> = []
    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    /// Goes through the crashes of one run; the name is what replays it.
    mutating func explore(_ points: [CrashPoint], _ name: String, depth: Int = 0) throws(Violation) {
        for (number, point) in points.enumerated() {
            for outage in outages(point.image, depth) {
                let path = "\(name)/\(number):\(outage)"
                do throws(Violation) {
                    try visit(outage.image(of: point.image), point.ledger, path, depth)
                } catch {
                    if error.description.contains("ROLLCALL_REPLAY") { throw error }
                    throw Violation("ROLLCALL_REPLAY='\(path)' (before \(point.call)): \(error)")
                }
            }
        }
    }

    private mutating func outages(_ image: DiskImage, _ depth: Int) -> [Outage] {
        let isLossy = image.files.contains { !$0.lost.isEmpty }
        let losses = PowerLoss(image).picks(atMost: outcomes[depth], &random).map(Outage.power)
        return (isLossy ? [.kill, .killAndEvict] : [.kill]) + losses
    }

    private mutating func visit(_ image: DiskImage, _ ledger: Ledger, _ path: String, _ depth: Int) throws(Violation) {
        drawn += 1
        let isNew = seen.insert(image.fingerprint ^ ledger.fingerprint).inserted
        if isNew {
            checked += 1
            if depth > 0 { checkedInRecovery += 1 }
            try CrashChecker(image, ledger, segmentLimit: segmentLimit).check(withReader: checked % 4 == 0)
        }
        guard depth < recoveryEvery.count else { return }
        // A state that was met deeper down, where no recovery was interrupted any more, is not done with.
        let every = recoveryEvery[depth]
        guard isNew ? checked % every == 0 : every == 1 else { return }
        let run = CrashRun(image, ledger, segmentLimit: segmentLimit)
        try run.recover(depth)
        try explore(try run.allPoints(), path, depth: depth + 1)
    }
}

extension DiskImage {
    /// Tells disks apart by what a program finds on them.
    fileprivate var fingerprint: Int {
        names.reduce(into: 0) { sum, entry in
            guard !entry.key.hasPrefix("/store/lock/"), !entry.key.hasPrefix("/store/secrets/") else { return }
            var hasher = Hasher()
            hasher.combine(entry.key)
            files[entry.value].seen.withUnsafeBytes { hasher.combine(bytes: $0) }
            // After a kill, what is not synced yet decides what a later power loss can do.
            hasher.combine(files[entry.value].sizes)
            hasher.combine(files[entry.value].dirtySectors)
            sum ^= hasher.finalize()
        }
    }
}
