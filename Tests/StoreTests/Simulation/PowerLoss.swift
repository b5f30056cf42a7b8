/// Everything that a power loss may make of a disk.
///
/// One pick for each thing that may go one way or another: a file's size, the version of a sector, whether a name changed.
struct PowerLoss {
    private struct Place {
        let file: Int
        let sectors: Int
        /// Files of which only "before" and "now" are told apart, as their content does not matter to the store.
        let isCoarse: Bool
    }

    private let image: DiskImage
    private let places: [Place]
    private let folders: [(name: String, changes: Int)]
    /// How many ways there are for each pick.
    let ways: [Int]

    init(_ image: DiskImage) {
        self.image = image
        let coarse = Set(image.names.filter { $0.key.hasPrefix("/store/lock/") }.values)
        let reachable = Set(image.names.values).union(image.durableNames.values)
        places = image.files.indices.filter { !image[$0].isClean && reachable.contains($0) }.map {
            Place(file: $0, sectors: image[$0].versions.count, isCoarse: coarse.contains($0))
        }
        folders = image.changes.map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
        ways =
            places.flatMap { place in
                let file = image[place.file]
                if place.isCoarse { return [2] }
                return [file.sizes.count] + file.dirtySectors.map { (file.versions[$0]?.count ?? 0) + 1 }
            } + folders.flatMap { [Int](repeating: 2, count: $0.changes) }
    }

    /// How many outcomes there are; some may be alike.
    var count: Int {
        ways.reduce(1) { product, ways in
            let (result, overflow) = product.multipliedReportingOverflow(by: ways)
            return overflow ? .max : result
        }
    }

    /// All ways if they are few, else so many by chance.
    func picks(atMost limit: Int, _ random: inout SplitMix) -> [[Int]] {
        if count <= limit { return (0..<count).map(picks) }
        return (0..<limit).map { _ in ways.map { Self.pick($0, &random) } }
    }

    /// The latest and the earliest are likelier than those between.
    private static func pick(_ ways: Int, _ random: inout SplitMix) -> Int {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: ways - 1
        case 1: 0
        default: Int.random(in: 0..<ways, using: &random)
        }
    }

    private func picks(number: Int) -> [Int] {
        var rest = number
        return ways.map { ways in
            defer { rest /= ways }
            return rest % ways
        }
    }

    func outcome(_ picks: [Int]) -> DiskImage {
        var rest = picks[...]
        var files = image.files
        for place in places {
            let file = image[place.file]
            let own = place.isCoarse ? allOrNothing(file, rest.removeFirst()) : take(1 + place.sectors, &rest)
            files[place.file] = file.afterPowerLoss(size: own[0], versions: Array(own.dropFirst()))
        }
        var kept: Set<String> = []
        for folder in folders {
            for place in 0..<folder.changes where rest.removeFirst() == 1 { kept.insert("\(folder.name)#\(place)") }
        }
        return image.afterPowerLoss(files) { kept.contains("\($0)#\($1)") }
    }

    private func allOrNothing(_ file: SimulatedFile, _ pick: Int) -> [Int] {
        if pick == 0 { return [0] + file.dirtySectors.map { _ in 0 } }
        return [file.sizes.count - 1] + file.dirtySectors.map { file.versions[$0]?.count ?? 0 }
    }

    private func take(_ count: Int, _ picks: inout ArraySlice<Int>) -> [Int] {
        defer { picks = picks.dropFirst(count) }
        return Array(picks.prefix(count))
    }
}
