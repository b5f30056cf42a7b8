import Foundation

/// A certificate for 127.0.0.1 and localhost that nobody but its own file vouches for.
package struct TestCertificate: Sendable {
    package let certificateFile: String
    package let keyFile: String

    /// Makes one with the `openssl` tool.
    package init(in folder: TemporaryFolder) throws {
        certificateFile = folder.path + "/certificate.pem"
        keyFile = folder.path + "/key.pem"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", keyFile, "-out", certificateFile,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw TestFailure("openssl could not make a certificate") }
    }
}
