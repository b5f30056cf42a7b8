import Gateway

/// Puts messages into a maildir, each file named for its Message-ID: what is there was delivered, and is never written twice.
package final class MaildirTransport: MailTransport {
    package let description: String
    package let connections = 4

    private let folder: MaildirFolder
    private let threads = BlockingThreads<Void>(name: "maildir", count: 1) {}

    /// The folder is made with the first message, readable by its owner only.
    package init(path: String) {
        folder = MaildirFolder(path: path)
        description = "maildir \(path)"
    }

    package func send(_ messages: [MailMessage]) async -> [MailOutcome] {
        await threads.run { [folder] _ in
            Self.prepare(folder).map { Array(repeating: $0, count: messages.count) }
                ?? Self.deliver(messages, folder)
        }
    }

    package func readBack(messageID: String) async -> MailReadBack {
        guard let name = MaildirName(messageID: messageID) else { return .notDelivered }
        return await threads.run { [folder] _ in
            do throws(MaildirFolder.Trouble) {
                try folder.make()
                return try folder.holds(name) ? .delivered : .notDelivered
            } catch {
                return .cannotKnow
            }
        }
    }

    /// Nil when messages can be written.
    private static func prepare(_ folder: MaildirFolder) -> MailOutcome? {
        do throws(MaildirFolder.Trouble) {
            try folder.make()
            guard try folder.isWritableByOthers() else { return nil }
            return .notSent("\(folder.path) can be written by others; take that away with chmod go-w")
        } catch {
            return .notSent("\(error.words); check the maildir")
        }
    }

    /// All files first, then one sync of the folder for them together.
    private static func deliver(_ messages: [MailMessage], _ folder: MaildirFolder) -> [MailOutcome] {
        let outcomes = messages.map { deliver($0, folder) }
        do throws(MaildirFolder.Trouble) {
            try folder.sync()
            return outcomes
        } catch {
            return outcomes.map { $0 == .accepted ? .unknown(error.words) : $0 }
        }
    }

    private static func deliver(_ message: MailMessage, _ folder: MaildirFolder) -> MailOutcome {
        do {
            let wire = try MailWire(message)
            guard let name = MaildirName(messageID: wire.messageID) else { return .notSent("the message id is too long") }
            if try folder.holds(name) { return .accepted }
            try folder.write(wire.bytes.filter { $0 != 0x0D }, as: name)
            _ = try folder.publish(name)
            return .accepted
        } catch let problem as MailProblem {
            return problem.isOurs ? .notSent(problem.reason) : .refused(problem.reason)
        } catch let trouble as MaildirFolder.Trouble {
            return .notSent("\(trouble.words); check the maildir")
        } catch {
            return .notSent("\(error)")
        }
    }
}
