/// Why a foreign file gave nothing at all.
package enum ExchangeError: Error, Hashable, Sendable {
    /// There is no file at the path.
    case notFound(path: String)
    /// The file exists and cannot be read; the reason is a sentence of the system.
    case unreadable(path: String, reason: String)
    /// The bytes are not what they should be; the reason says what they look like and what to do.
    case wrongFormat(reason: String)
}

extension ExchangeError: CustomStringConvertible {
    /// The error as a sentence.
    package var description: String {
        switch self {
        case .notFound(let path): "\(path): there is no such file"
        case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
        case .wrongFormat(let reason): reason
        }
    }
}
