import Glibc

/// Refuses stores that others can change or whose secrets others can read, and file systems whose locks cannot be trusted.
struct StorePermissions {
    private let layout: StoreLayout
    private let options: StoreOptions
    private var disk: any Disk { options.disk }

    /// Kernel names of file systems that several hosts may share, or of which nobody can tell.
    private static let refusedKinds: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "coda", "ncpfs", "9p", "ceph", "glusterfs", "lustre", "ocfs2", "gfs2",
        "gpfs",
        "beegfs", "orangefs", "pvfs2", "vboxsf", "vmhgfs", "prl_fs", "virtiofs", "acfs", "davfs",
    ]
    private static let trustedFuseKinds: Set<String> = ["fuse.fuse-overlayfs", "fuse.lxcfs", "fuseblk"]

    init(_ layout: StoreLayout, _ options: StoreOptions) {
        self.layout = layout
        self.options = options
    }

    /// - Throws: `networkFileSystem`, `permissions`, `system`.
    func check(_ access: FileAccess) throws(JournalError) {
        try checkFileSystem()
        try checkRoot(access)
        for path in [layout.journal, layout.locks] { try check(path, .directory, forbidden: 0o022) }
        try check(layout.format, .regular, forbidden: 0o022)
        try checkSegments()
        try check(layout.secrets, .directory, forbidden: 0o077)
    }

    private func checkSegments() throws(JournalError) {
        let names = try onDisk { () throws(DiskError) in try disk.names(in: layout.journal) }
        let segments = names.filter { $0.hasSuffix(".jsonl") }
        if segments.isEmpty { throw .permissions(path: layout.segment(first: 1), problem: "it is missing") }
        for name in segments {
            let path = "\(layout.journal)/\(name)"
            // One that was moved away meanwhile harms nobody.
            guard let status = try onDisk({ () throws(DiskError) in try disk.status(at: path) }) else { continue }
            try check(status, path, .regular, forbidden: 0o022)
        }
    }

    func checkFileSystem() throws(JournalError) {
        let place = try onDisk { () throws(DiskError) in try disk.fileSystem(at: layout.root) }
        let isFuse = place.kind.hasPrefix("fuse") && !Self.trustedFuseKinds.contains(place.kind)
        if isFuse || Self.refusedKinds.contains(place.kind) { throw .networkFileSystem(path: layout.root, kind: place.kind) }
    }

    func checkRoot(_ access: FileAccess) throws(JournalError) {
        // The slash: the store's own path may be a symbolic link, what lies in it may not.
        let status = try status(layout.root + "/.")
        try check(status, layout.root, .directory, forbidden: 0o022)
        let user = geteuid()
        if access == .readWrite && status.owner != user {
            throw .permissions(
                path: layout.root,
                problem: "it belongs to user \(status.owner), but this is user \(user); run this as its owner (sudo -u)")
        }
    }

    private func check(_ path: String, _ kind: FileStatus.Kind, forbidden: UInt32) throws(JournalError) {
        try check(try status(path), path, kind, forbidden: forbidden)
    }

    private func check(
        _ status: FileStatus, _ path: String, _ kind: FileStatus.Kind, forbidden: UInt32
    ) throws(JournalError) {
        guard status.kind == kind else {
            throw .permissions(
                path: path, problem: "it is not a \(kind == .directory ? "folder" : "plain file"); a link is not followed")
        }
        guard status.mode & forbidden == 0 else {
            let right = forbidden == 0o022 ? "write" : "read or write"
            let letters = forbidden == 0o022 ? "go-w" : "go-rwx"
            throw .permissions(
                path: path, problem: "others may \(right) it (mode \(octal(status.mode))); `chmod \(letters)` it first")
        }
    }

    private func status(_ path: String) throws(JournalError) -> FileStatus {
        let status = try onDisk { () throws(DiskError) in try disk.status(at: path) }
        guard let status else { throw .permissions(path: path, problem: "it is missing") }
        return status
    }

    private func octal(_ mode: UInt32) -> String {
        "0" + String(mode, radix: 8)
    }
}
