import Columns
import Glibc

/// A whole file as memory: its pages are read when they are touched, and are not this process's own.
///
/// The file must never be cut while it is mapped; what the store maps is only ever replaced by another file of its name.
package final class MappedFile: BytesOwner {
    // Safe to share: nobody writes what it points to, and it stays until the last user is gone.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Takes over a mapping that `munmap` gives back.
    init(mapping bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        isMapped = true
    }

    /// Copies bytes, for disks that map nothing.
    package init(copying bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(8, bytes.count), alignment: 8)
        copy.copyBytes(from: bytes)
        self.bytes = UnsafeRawBufferPointer(rebasing: copy[..<bytes.count])
        isMapped = false
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            UnsafeMutableRawBufferPointer(mutating: bytes).deallocate()
        }
    }

    /// So many values from a place in the file; nil when they do not lie inside it or not at a multiple of their size.
    func values<Element: BitwiseCopyable & Sendable>(of type: Element.Type, at offset: UInt64, count: UInt64) -> SharedArray<
        Element
    >? {
        let size = UInt64(MemoryLayout<Element>.stride)
        guard count <= UInt64(bytes.count) / size, offset <= UInt64(bytes.count) - count * size, offset % size == 0,
            let base = bytes.baseAddress
        else { return nil }
        let start = (base + Int(offset)).assumingMemoryBound(to: type)
        return SharedArray(UnsafeBufferPointer(start: start, count: Int(count)), of: self)
    }
}

extension PosixDisk {
    package func map(_ path: String) throws(DiskError) -> MappedFile? {
        let file: OpenFile
        do { file = try open(path, .read, create: .never, mode: 0) } catch  where error.errno == ENOENT { return nil }
        defer { close(file) }
        let size = try status(file).size
        guard size > 0, let length = Int(exactly: size) else { return MappedFile(copying: []) }
        let start = mmap(nil, length, PROT_READ, MAP_SHARED | Int32(MAP_POPULATE), file.descriptor, 0)
        guard let start, start != MAP_FAILED else { throw DiskError(call: "mmap", path: path, errno: errno) }
        return MappedFile(mapping: UnsafeRawBufferPointer(start: start, count: length))
    }
}

extension Disk {
    package func map(_ path: String) throws(DiskError) -> MappedFile? {
        let bytes = try contents(of: path, limit: .max - 1)
        return bytes.map(MappedFile.init(copying:))
    }
}
