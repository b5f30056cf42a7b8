/// A whole simulated disk at one moment: cheap to copy, so that every moment of a run can be kept.
struct DiskImage: Sendable {
    /// A change to the names in one folder; a rename is one change.
    struct NameChange: Sendable {
        let removed: String?
        let added: String?
        let file: Int
    }

    /// By number; never reused.
    private(set) var files: [SimulatedFile] = [SimulatedFile(isDirectory: true, mode: 0o755)]
    /// What a program finds under a full path.
    private(set) var names = ["/": 0]
    private(set) var durableNames = ["/": 0]
    /// By folder: what happened to its names since it was synced.
    private(set) var changes: [String: [NameChange]] = [:]

    static func folder(of path: String) -> String {
        let parts = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
        return parts.isEmpty ? "/" : parts
    }

    subscript(path: String) -> SimulatedFile? {
        names[path].map { files[$0] }
    }

    subscript(number: Int) -> SimulatedFile {
        get { files[number] }
        _modify { yield &files[number] }
    }

    /// How many bytes all files take.
    var usedBytes: Int { files.reduce(0) { $0 + $1.seen.count } }

    mutating func make(_ path: String, isDirectory: Bool, mode: UInt32) -> Int {
        files.append(SimulatedFile(isDirectory: isDirectory, mode: mode))
        change(NameChange(removed: nil, added: path, file: files.count - 1), in: Self.folder(of: path))
        return files.count - 1
    }

    mutating func remove(_ path: String) {
        change(NameChange(removed: path, added: nil, file: 0), in: Self.folder(of: path))
    }

    /// Within one folder it happens or does not; between two, each half may happen alone.
    mutating func rename(_ path: String, to newPath: String) {
        guard let file = names[path] else { return }
        let (from, to) = (Self.folder(of: path), Self.folder(of: newPath))
        if from == to { return change(NameChange(removed: path, added: newPath, file: file), in: from) }
        change(NameChange(removed: nil, added: newPath, file: file), in: to)
        change(NameChange(removed: path, added: nil, file: file), in: from)
    }

    mutating func syncFolder(_ path: String) {
        for change in changes[path] ?? [] { Self.apply(change, to: &durableNames) }
        changes[path] = nil
    }

    /// Everything reaches the disk, as it does by itself after a while.
    mutating func writeBack() {
        for number in files.indices { files[number].sync() }
        for folder in changes.keys { syncFolder(folder) }
    }

    /// The page cache forgets what never reached the disk.
    mutating func evict() {
        for number in files.indices { files[number].evict() }
    }

    /// The disk after a power loss: these files, and of the names those changes that were kept.
    func afterPowerLoss(_ files: [SimulatedFile], keeping kept: (_ folder: String, _ place: Int) -> Bool) -> DiskImage {
        var image = self
        image.files = files
        image.names = durableNames
        for (folder, changes) in changes {
            for (place, change) in changes.enumerated() where kept(folder, place) { Self.apply(change, to: &image.names) }
        }
        if !changes.isEmpty { image.dropOrphans() }
        image.durableNames = image.names
        image.changes = [:]
        return image
    }

    private mutating func change(_ change: NameChange, in folder: String) {
        Self.apply(change, to: &names)
        changes[folder, default: []].append(change)
    }

    private static func apply(_ change: NameChange, to names: inout [String: Int]) {
        if let removed = change.removed { names[removed] = nil }
        if let added = change.added { names[added] = change.file }
    }

    /// What lies in a folder that is not there is not there either.
    private mutating func dropOrphans() {
        while let orphan = names.keys.first(where: { $0 != "/" && names[Self.folder(of: $0)] == nil }) { names[orphan] = nil }
    }
}
