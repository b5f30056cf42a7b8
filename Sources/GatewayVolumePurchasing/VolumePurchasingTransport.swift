import BlockingWork
import CCurl
import Foundation
import Gateway
import Synchronization

/// HTTP over libcurl: the only file of this gateway that touches C.
final class VolumePurchasingTransport: Sendable {
    private let threads: BlockingThreads<CurlHandle?>
    private let options: VolumePurchasingOptions

    init(options: VolumePurchasingOptions) {
        self.options = options
        threads = BlockingThreads(name: "apple-http", count: options.connections) { CurlHandle() }
    }

    /// Performs one exchange on a thread of ours; a cancelled task ends it within a second.
    func send(_ request: HTTPRequest) async throws(HTTPFault) -> HTTPAnswer {
        if let problem = Self.loadProblem { throw .unavailable(problem) }
        let cancellation = CancellationFlag()
        let result = await withTaskCancellationHandler {
            await threads.run { [options] handle -> Result<HTTPAnswer, HTTPFault> in
                guard let handle else { return .failure(.unavailable("libcurl has no memory for a connection")) }
                return handle.perform(request, options, cancellation)
            }
        } onCancel: {
            cancellation.raise()
        }
        return try result.get()
    }

    private static var loadProblem: String? { unsafe ccurl_load().map { unsafe String(cString: $0) } }
}

/// Raised by the task that waits, read by the thread that works.
private final class CancellationFlag: Sendable {
    private let flag = Atomic(false)

    func raise() { flag.store(true, ordering: .releasing) }
    var isRaised: Bool { flag.load(ordering: .acquiring) }
}

/// What the callbacks of one exchange fill; only the thread of the exchange touches it.
private final class Reception {
    let limit: Int
    let cancellation: CancellationFlag
    var body: [UInt8] = []
    var retryAfter: String?
    var isTooLong = false

    init(limit: Int, cancellation: CancellationFlag) {
        self.limit = limit
        self.cancellation = cancellation
    }

    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= limit - body.count else {
            isTooLong = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    func take(header line: String) {
        if line.hasPrefix("HTTP/") { retryAfter = nil }
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "retry-after" else { return }
        retryAfter = parts[1].trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// One easy handle with the connections that it keeps open; belongs to one thread.
@safe private final class CurlHandle {
    private let handle: UnsafeMutableRawPointer
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init?() {
        guard let handle = unsafe ccurl_easy_init() else { return nil }
        unsafe self.handle = handle
    }

    deinit {
        unsafe ccurl_easy_cleanup(handle)
        unsafe errorText.deallocate()
    }

    func perform(
        _ request: HTTPRequest, _ options: VolumePurchasingOptions, _ cancellation: CancellationFlag
    ) -> Result<HTTPAnswer, HTTPFault> {
        if cancellation.isRaised { return .failure(.cancelled(sent: false)) }
        let reception = Reception(limit: options.maxAnswerBytes, cancellation: cancellation)
        let headers = unsafe headerList(request)
        defer { unsafe ccurl_slist_free_all(headers) }
        unsafe ccurl_easy_reset(handle)
        unsafe errorText.pointee = 0
        configure(request, options)
        unsafe _ = ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers)
        let code = withExtendedLifetime(reception) {
            listen(reception)
            return perform(body: request.body)
        }
        if code == CURLE_OK {
            return .success(
                HTTPAnswer(status: number(CURLINFO_RESPONSE_CODE), retryAfter: reception.retryAfter, body: reception.body))
        }
        return .failure(fault(code, reception))
    }

    private func configure(_ request: HTTPRequest, _ options: VolumePurchasingOptions) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_NOSIGNAL, 1)
        // A redirect would carry the bearer to an address that nobody checked.
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.milliseconds)
        set(CURLOPT_TIMEOUT_MS, options.timeout.milliseconds)
        set(CURLOPT_USERAGENT, "rollcall")
        set(CURLOPT_NOPROGRESS, 0)
        // Plain HTTP is loopback only, and a proxy is no loopback.
        if request.url.hasPrefix("http:") { set(CURLOPT_PROXY, "") }
        if let caFile = options.caFile { set(CURLOPT_CAINFO, caFile) }
        // libcurl repeats a request on its own when a kept connection turns out dead. A POST must never go out twice.
        if request.isWriting { set(CURLOPT_FRESH_CONNECT, 1) }
        unsafe _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
    }

    private func headerList(_ request: HTTPRequest) -> UnsafeMutablePointer<curl_slist>? {
        var list = unsafe ccurl_slist_append(nil, "Accept: application/json")
        if request.isWriting {
            unsafe list = unsafe ccurl_slist_append(list, "Content-Type: application/json")
            unsafe list = unsafe ccurl_slist_append(list, "Expect:")
        }
        if let bearer = request.bearer {
            unsafe list = unsafe ccurl_slist_append(list, "Authorization: Bearer \(bearer.revealText())")
        }
        return unsafe list
    }

    private func listen(_ reception: Reception) {
        let context = unsafe Unmanaged.passUnretained(reception).toOpaque()
        unsafe _ = ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        unsafe _ = ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        unsafe _ = ccurl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
        unsafe _ = ccurl_set_write(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let reception = unsafe Unmanaged<Reception>.fromOpaque(context).takeUnretainedValue()
            let whole = size * count
            return unsafe reception.take(UnsafeRawBufferPointer(start: bytes, count: whole)) ? whole : 0
        }
        unsafe _ = ccurl_set_write(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let line = unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self)
            unsafe Unmanaged<Reception>.fromOpaque(context).takeUnretainedValue().take(header: line)
            return size * count
        }
        unsafe _ = ccurl_set_progress(handle) { context, _, _, _, _ in
            guard let context = unsafe context else { return 0 }
            return unsafe Unmanaged<Reception>.fromOpaque(context).takeUnretainedValue().cancellation.isRaised ? 1 : 0
        }
    }

    private func perform(body: [UInt8]?) -> CURLcode {
        guard let body else { return unsafe ccurl_easy_perform(handle) }
        set(CURLOPT_POST, 1)
        unsafe _ = ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        // An empty array has no address, and libcurl takes a missing one for a stream.
        return unsafe (body.isEmpty ? [0] : body).withUnsafeBytes { bytes in
            unsafe _ = ccurl_set_pointer(handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            return unsafe ccurl_easy_perform(handle)
        }
    }

    private func fault(_ code: CURLcode, _ reception: Reception) -> HTTPFault {
        let wasSent = number(CURLINFO_REQUEST_SIZE) > 0 && !Self.neverSent.contains(code.rawValue)
        if reception.isTooLong { return .tooLong(limit: reception.limit) }
        if code == CURLE_ABORTED_BY_CALLBACK { return .cancelled(sent: wasSent) }
        var text = unsafe String(cString: errorText)
        if text.isEmpty { text = unsafe String(cString: ccurl_easy_strerror(code)) }
        return wasSent ? .lost(text) : .notSent(text)
    }

    /// Failures before the first byte of a request to the service, whatever a proxy may have been sent by then.
    private static let neverSent: Set<UInt32> = Set(
        [
            CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
        ].map(\.rawValue))

    private func set(_ option: CURLoption, _ value: Int) { unsafe _ = ccurl_set_long(handle, option, value) }
    private func set(_ option: CURLoption, _ value: String) { unsafe _ = ccurl_set_text(handle, option, value) }

    private func number(_ info: CURLINFO) -> Int {
        var value = 0
        unsafe _ = ccurl_get_long(handle, info, &value)
        return value
    }
}

extension Duration {
    fileprivate var milliseconds: Int {
        let (seconds, attoseconds) = components
        return max(
            1, Int(clamping: seconds.multipliedReportingOverflow(by: 1_000).partialValue + attoseconds / 1_000_000_000_000_000))
    }
}
