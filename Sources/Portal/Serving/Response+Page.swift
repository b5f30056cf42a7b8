import Hummingbird

extension Response {
    private typealias Field = HTTPFields.Element

    /// A page, with all that keeps it to its reader.
    static func page(_ page: PortalPage) -> Response {
        var headers = guarded(type: "text/html; charset=utf-8")
        headers[.retryAfter] = page.retryAfterSeconds.map { String($0) }
        return Response(
            status: .init(code: page.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: page.document)))
    }

    /// An answer for a machine.
    static func json(_ text: String) -> Response {
        Response(status: .ok, headers: guarded(type: "application/json"), body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// On to another address, which stands in the header alone and is kept by nobody.
    static func seeOther(_ address: String) -> Response {
        var headers = guarded(type: nil)
        headers[.location] = address
        return Response(status: .seeOther, headers: headers)
    }

    /// The same without its body, and with the length that it would have.
    var headOnly: Response {
        var head = createHeadResponse()
        head.headers[.contentLength] = headers[.contentLength]
        return head
    }

    /// Ends the connection behind the answer, for a client that goes on sending what nobody will read.
    var last: Response {
        var last = self
        last.headers[.connection] = "close"
        let body = body
        last.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            throw PortalEnd.ofConnection
        }
        return last
    }

    private static func guarded(type: String?) -> HTTPFields {
        var headers: HTTPFields = [
            .contentSecurityPolicy: PageStyle.contentSecurityPolicy, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        headers[.contentType] = type
        for (name, value) in [("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex"), ("X-Frame-Options", "DENY")] {
            if let name = Field.Name(name) { headers[name] = value }
        }
        return headers
    }
}

/// Not a failure: how a response says that no other will follow on its connection.
enum PortalEnd: Error { case ofConnection }
