import Foundation
import Terminal
import Testing

/// Compares a canvas with the file `Screens/NAME.screen` beside the test that asks.
///
/// With `ROLLCALL_RECORD=1` in the environment the file is written instead, and the test fails, so that nobody takes a recording
/// for a proof.
package func expectScreen(
    _ canvas: Canvas, _ name: String, cursor: Point? = nil, file: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Screens")
    let path = folder.appending(path: "\(name).screen")
    let actual = ScreenText.render(canvas, cursor: cursor)
    if ProcessInfo.processInfo.environment["ROLLCALL_RECORD"] == "1" {
        record(actual, at: path, in: folder, sourceLocation)
        return
    }
    guard let expected = try? String(contentsOf: path, encoding: .utf8) else {  // a file that is not there is the finding
        Issue.record("no file \(path.path()); record it with ROLLCALL_RECORD=1\n\(actual)", sourceLocation: sourceLocation)
        return
    }
    if let difference = ScreenText.difference(expected: expected, actual: actual) {
        Issue.record("\(name).screen differs\n\(difference)\n\(actual)", sourceLocation: sourceLocation)
    }
}

private func record(_ text: String, at path: URL, in folder: URL, _ sourceLocation: SourceLocation) {
    do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try text.write(to: path, atomically: true, encoding: .utf8)
        Issue.record("recorded \(path.lastPathComponent); run again without ROLLCALL_RECORD", sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(path.path()) was not recorded: \(error)", sourceLocation: sourceLocation)
    }
}
