/// One page of the portal: what it says, with which status.
struct PortalPage: Sendable {
    let status: Int
    /// Plain text; the heading says the same.
    let title: String
    let content: HTML
    /// When it is worth trying again; nil when nobody knows or it will not help.
    var retryAfterSeconds: Int?

    init(_ status: Int, _ title: String, _ content: HTML, retryAfterSeconds: Int? = nil) {
        self.status = status
        self.title = title
        self.content = content
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// The whole document: no script, nothing loaded from elsewhere, one heading, landmarks, usable at any width.
    var document: String {
        let style = HTML(stringLiteral: PageStyle.text)
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <meta name="color-scheme" content="light dark">
            <meta name="format-detection" content="telephone=no">
            <link rel="icon" href="data:,">
            <title>\(title)</title>
            <style>\(style)</style>
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            \(content)
            </main>
            <footer><p>This page is not Apple's. It uses no cookies and no scripts.</p></footer>
            </body>
            </html>

            """
        return page.text
    }
}
