/// Finds in the text of `/proc/self/mountinfo` what a path is mounted on.
enum MountTable {
    /// The mount point that is the longest beginning of the path; the last of several, which covers the others.
    static func mount(of path: String, in table: [UInt8]) -> (point: String, kind: String)? {
        var best: (point: String, kind: String)?
        for line in table.split(separator: .lineFeed) {
            guard let mount = parse(line), isUnder(path, mount.point) else { continue }
            if mount.point.utf8.count >= best?.point.utf8.count ?? 0 { best = mount }
        }
        return best
    }

    /// `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`: the fifth field, and the first after the dash.
    private static func parse(_ line: ArraySlice<UInt8>) -> (point: String, kind: String)? {
        let fields = line.split(separator: 0x20)
        guard fields.count > 6, let dash = fields[6...].firstIndex(where: { $0.elementsEqual([.minus]) }),
            dash + 1 < fields.count
        else { return nil }
        return (unescape(fields[4]), String(decoding: fields[dash + 1], as: UTF8.self))
    }

    private static func isUnder(_ path: String, _ point: String) -> Bool {
        point == "/" || path == point || path.hasPrefix(point + "/")
    }

    /// Blanks in mount points are written as `\040`: a backslash and three octal digits.
    private static func unescape(_ field: ArraySlice<UInt8>) -> String {
        var plain: [UInt8] = []
        var rest = field
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == .backslash, digits.count == 3, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) {
                plain.append(value)
                rest = rest.dropFirst(3)
            } else {
                plain.append(byte)
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
