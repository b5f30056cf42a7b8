/// What was said on the connection for one message: how far it came, and what the server answered last.
///
/// Reads the commands that libcurl sends and the server's lines; decides nothing.
struct SMTPTranscript: Sendable {
    enum Phase: Int, Comparable, Sendable {
        case connecting, greeting, encryption, logIn, sender, recipient, announcement, content, contentEnded

        static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }
    }

    private(set) var phase = Phase.connecting
    /// The status of the last reply to the last command; nil while there is none.
    private(set) var status: Int?
    /// The last line of that reply, its number included.
    private(set) var line = ""
    private var hasEnded = false

    private static let commands: [(name: String, phase: Phase)] = [
        ("EHLO", .greeting), ("HELO", .greeting), ("STARTTLS", .encryption), ("AUTH", .logIn), ("MAIL FROM:", .sender),
        ("RCPT TO:", .recipient), ("DATA", .announcement),
    ]

    /// A command left for the server. The lines of a log-in are none: they only continue it.
    mutating func sent(_ command: String) {
        if command.hasPrefix("QUIT") {
            hasEnded = true
            return
        }
        guard let next = Self.commands.first(where: { command.hasPrefix($0.name) })?.phase else { return }
        guard phase != .logIn || next != .announcement else { return }
        phase = next
        status = nil
    }

    /// A line of the server arrived.
    mutating func received(_ text: String) {
        guard !hasEnded, let number = Int(text.prefix(3)), (200...599).contains(number) else { return }
        if phase == .connecting { phase = .greeting }
        status = number
        line = text
        if phase == .announcement, number == 354 {
            phase = .content
            status = nil
        }
    }

    /// The last byte of the message was handed over: from now on the server may have the whole of it.
    mutating func endedContent() {
        phase = .contentEnded
        status = nil
    }
}
