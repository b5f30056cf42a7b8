import CCurl
import Foundation
import Gateway
import Synchronization

/// One connection to the mail server, kept open between messages; belongs to one thread. The only file here that touches libcurl.
@safe final class SMTPSession {
    private let handle: UnsafeMutableRawPointer
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private let options: SMTPOptions
    private let secrets: SMTPSecrets

    /// One sentence when libcurl cannot be used on this host.
    static var loadProblem: String? { unsafe ccurl_load().map { unsafe String(cString: $0) } }

    init?(_ options: SMTPOptions) {
        guard Self.loadProblem == nil, let handle = unsafe ccurl_easy_init() else { return nil }
        unsafe self.handle = handle
        self.options = options
        secrets = SMTPSecrets(options)
    }

    deinit {
        unsafe ccurl_easy_cleanup(handle)
        unsafe errorText.deallocate()
    }

    /// Sends a message, and once more on a fresh connection when the server had enough of the old one.
    func send(_ message: MailWire, _ cancellation: CancellationFlag) -> SMTPVerdict {
        let verdict = attempt(message, isFresh: false, cancellation)
        return verdict.deservesFreshConnection ? attempt(message, isFresh: true, cancellation) : verdict
    }

    private func attempt(_ message: MailWire, isFresh: Bool, _ cancellation: CancellationFlag) -> SMTPVerdict {
        let sending = Sending(message.bytes, secrets, cancellation)
        let recipients = unsafe ccurl_slist_append(nil, "<\(message.recipient.text)>")
        defer { unsafe ccurl_slist_free_all(recipients) }
        unsafe ccurl_easy_reset(handle)
        unsafe errorText.pointee = 0
        configure(isFresh: isFresh)
        set(CURLOPT_MAIL_FROM, "<\(message.sender.text)>")
        unsafe _ = ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
        let code = withExtendedLifetime(sending) {
            listen(sending)
            return unsafe ccurl_easy_perform(handle)
        }
        return SMTPVerdict(
            sending.transcript, Self.ending(code), errorText: words(code), wasReused: number(CURLINFO_NUM_CONNECTS) == 0,
            address: options.address)
    }

    private func configure(isFresh: Bool) {
        set(CURLOPT_URL, options.address + (options.ehloName.map { "/\($0)" } ?? ""))
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_UPLOAD, 1)
        set(CURLOPT_NOPROGRESS, 0)
        set(CURLOPT_VERBOSE, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.milliseconds)
        set(CURLOPT_TIMEOUT_MS, options.timeout.milliseconds)
        if isFresh { set(CURLOPT_FRESH_CONNECT, 1) }
        if options.security == .starttls { set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        if let caFile = options.caFile { set(CURLOPT_CAINFO, caFile) }
        if let username = options.username {
            set(CURLOPT_USERNAME, username)
            set(CURLOPT_PASSWORD, options.password?.revealText() ?? "")
            // Left alone, libcurl would try Kerberos first with user names that look like mail addresses.
            set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
        }
        unsafe _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
    }

    private func listen(_ sending: Sending) {
        let context = unsafe Unmanaged.passUnretained(sending).toOpaque()
        for option in [CURLOPT_READDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA, CURLOPT_DEBUGDATA, CURLOPT_WRITEDATA] {
            unsafe _ = ccurl_set_pointer(handle, option, context)
        }
        unsafe _ = ccurl_set_write(handle, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
        unsafe _ = ccurl_set_read(handle, CURLOPT_READFUNCTION) { buffer, size, count, context in
            guard let buffer = unsafe buffer, let context = unsafe context else { return 0 }
            let sending = unsafe Unmanaged<Sending>.fromOpaque(context).takeUnretainedValue()
            return unsafe sending.give(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
        unsafe _ = ccurl_set_write(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let line = unsafe SMTPSession.line(bytes, size * count)
            unsafe Unmanaged<Sending>.fromOpaque(context).takeUnretainedValue().received(line)
            return size * count
        }
        // Verbose mode is the only way to learn which command a reply belongs to; nothing of it is kept.
        unsafe _ = ccurl_set_debug(handle) { _, kind, bytes, count, context in
            guard kind == CURLINFO_HEADER_OUT, let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let command = unsafe SMTPSession.line(bytes, min(count, 12))
            unsafe Unmanaged<Sending>.fromOpaque(context).takeUnretainedValue().transcript.sent(command)
            return 0
        }
        unsafe _ = ccurl_set_progress(handle) { context, _, _, _, _ in
            guard let context = unsafe context else { return 0 }
            return unsafe Unmanaged<Sending>.fromOpaque(context).takeUnretainedValue().mustStop ? 1 : 0
        }
    }

    private static func line(_ bytes: UnsafePointer<CChar>, _ count: Int) -> String {
        let text = unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
        return MailText.withoutControls(text)
    }

    private func words(_ code: CURLcode) -> String {
        let text = unsafe String(cString: errorText)
        return MailText.withoutControls(text.isEmpty ? unsafe String(cString: ccurl_easy_strerror(code)) : text)
    }

    private static func ending(_ code: CURLcode) -> SMTPVerdict.Ending {
        switch code {
        case CURLE_OK: .done
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_URL_MALFORMAT: .notReached
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
            .notTrusted
        case CURLE_USE_SSL_FAILED: .noEncryption
        case CURLE_LOGIN_DENIED: .logInDenied
        case CURLE_ABORTED_BY_CALLBACK: .interrupted
        default: .broken
        }
    }

    private func set(_ option: CURLoption, _ value: Int) { unsafe _ = ccurl_set_long(handle, option, value) }
    private func set(_ option: CURLoption, _ value: String) { unsafe _ = ccurl_set_text(handle, option, value) }

    private func number(_ info: CURLINFO) -> Int {
        var value = 0
        unsafe _ = ccurl_get_long(handle, info, &value)
        return value
    }
}

/// Raised by the task that waits, read by the thread that sends.
final class CancellationFlag: Sendable {
    private let flag = Atomic(false)

    func raise() { flag.store(true, ordering: .releasing) }
    var isRaised: Bool { flag.load(ordering: .acquiring) }
}

/// What the callbacks of one attempt read and fill; only the thread of the session touches it.
private final class Sending {
    private let bytes: [UInt8]
    private var offset = 0
    private let secrets: SMTPSecrets
    private let cancellation: CancellationFlag
    var transcript = SMTPTranscript()

    init(_ bytes: [UInt8], _ secrets: SMTPSecrets, _ cancellation: CancellationFlag) {
        self.bytes = bytes
        self.secrets = secrets
        self.cancellation = cancellation
    }

    /// A message of which the server may have everything is never broken off.
    var mustStop: Bool { cancellation.isRaised && transcript.phase < .contentEnded }

    func received(_ line: String) { transcript.received(secrets.removed(from: line)) }

    func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - offset)
        unsafe buffer.copyBytes(from: bytes[offset..<offset + count])
        offset += count
        if count == 0 { transcript.endedContent() }
        return count
    }
}

extension Duration {
    fileprivate var milliseconds: Int {
        let (seconds, attoseconds) = components
        let whole = seconds.multipliedReportingOverflow(by: 1_000).partialValue
        return max(1, Int(clamping: whole + attoseconds / 1_000_000_000_000_000))
    }
}
