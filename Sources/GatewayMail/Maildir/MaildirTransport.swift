import BlockingWork
import Foundation
import Gateway
import Synchronization

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

    /// How many files are open at once.
    private static let batch = 64
    private static let syncsAtOnce = 8

    /// All files first, then one sync of the folder for them together.
    private static func deliver(_ messages: [MailMessage], _ folder: MaildirFolder) -> [MailOutcome] {
        let outcomes = stride(from: 0, to: messages.count, by: batch).flatMap { start in
            deliver(messages[start..<min(start + batch, messages.count)], folder)
        }
        do throws(MaildirFolder.Trouble) {
            try folder.sync()
            return outcomes
        } catch {
            return outcomes.map { $0 == .accepted ? .unknown(error.words) : $0 }
        }
    }

    private static func deliver(_ messages: ArraySlice<MailMessage>, _ folder: MaildirFolder) -> [MailOutcome] {
        var drafts: [MaildirName: MaildirFolder.Draft] = [:]
        let steps = messages.map { begin($0, folder, &drafts) }
        let outcomes = finish(Array(drafts.values), folder)
        return steps.map { step in
            switch step {
            case .settled(let outcome): outcome
            case .begun(let name): outcomes[name] ?? .notSent("the message was not written")
            }
        }
    }

    private enum Step {
        case settled(MailOutcome)
        case begun(MaildirName)
    }

    private static func begin(
        _ message: MailMessage, _ folder: MaildirFolder, _ drafts: inout [MaildirName: MaildirFolder.Draft]
    ) -> Step {
        do {
            let wire = try MailWire(message)
            guard let name = MaildirName(messageID: wire.messageID) else {
                return .settled(.notSent("the message id is too long"))
            }
            if drafts[name] == nil {
                if try folder.holds(name) { return .settled(.accepted) }
                drafts[name] = try folder.begin(wire.bytes.filter { $0 != 0x0D }, as: name)
            }
            return .begun(name)
        } catch let problem as MailProblem {
            return .settled(problem.isOurs ? .notSent(problem.reason) : .refused(problem.reason))
        } catch let trouble as MaildirFolder.Trouble {
            return .settled(.notSent("\(trouble.words); check the maildir"))
        } catch {
            return .settled(.notSent("\(error)"))
        }
    }

    /// Syncs several at a time: the system commits them together, where one after the other would wait for each.
    private static func finish(_ drafts: [MaildirFolder.Draft], _ folder: MaildirFolder) -> [MaildirName: MailOutcome] {
        let outcomes = Mutex<[MaildirName: MailOutcome]>([:])
        let finished = DispatchSemaphore(value: 0)
        let stripes = min(syncsAtOnce, drafts.count)
        for stripe in 0..<stripes {
            Thread {
                for index in stride(from: stripe, to: drafts.count, by: stripes) {
                    let outcome = finish(drafts[index], folder)
                    outcomes.withLock { $0[drafts[index].name] = outcome }
                }
                finished.signal()
            }.start()
        }
        for _ in 0..<stripes { finished.wait() }
        return outcomes.withLock { $0 }
    }

    private static func finish(_ draft: MaildirFolder.Draft, _ folder: MaildirFolder) -> MailOutcome {
        do throws(MaildirFolder.Trouble) {
            try folder.finish(draft)
            return .accepted
        } catch {
            return .notSent("\(error.words); check the maildir")
        }
    }
}
