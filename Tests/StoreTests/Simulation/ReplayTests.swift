import Foundation
import Store
import Testing

struct ReplayTests {
    private static let path = ProcessInfo.processInfo.environment["ROLLCALL_REPLAY"]

    /// A path is a seed and then, for each crash, the call before which it happened and what it left: `17/34:1.0.2/5:kill`.
    @Test("The crashes that ROLLCALL_REPLAY names leave a store that goes on", .enabled(if: path != nil))
    func replay() throws {
        var parts = (Self.path ?? "").split(separator: "/")[...]
        let seed = UInt64(parts.popFirst() ?? "") ?? 0
        let script = CrashScript(seed: seed)
        let run = CrashRun(try CrashRun.newStore.get(), segmentLimit: script.segmentLimit)
        run.watch(every: 5)
        for (number, step) in script.steps.enumerated() { print("step \(number): \(step)") }
        try run.play(script)
        var points = try run.allPoints()
        for (depth, part) in parts.enumerated() {
            let crash = part.split(separator: ":")
            let point = points[Int(crash[0]) ?? 0]
            print("before \(point.call): \(crash.last ?? "")")
            let image = Outage(crash.last ?? "").image(of: point.image)
            Self.show(image)
            try CrashChecker(image, point.ledger, segmentLimit: script.segmentLimit).check()
            let recovery = CrashRun(image, point.ledger, segmentLimit: script.segmentLimit)
            try recovery.recover(depth)
            points = try recovery.allPoints()
        }
    }

    private static func show(_ image: DiskImage) {
        for name in image.names.keys.sorted() where image[name]?.isDirectory == false && !name.contains("/secrets/") {
            let text = String(decoding: (image[name]?.seen ?? []).map { $0 == 0 ? UInt8(ascii: "~") : $0 }, as: UTF8.self)
            print("--- \(name)\n\(text)")
        }
    }
}
