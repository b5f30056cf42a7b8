/// The one style sheet, written into every page and named to the browser by its hash: nothing else may be loaded.
enum PageStyle {
    /// SHA-256 of ``text`` in Base64; a test computes it again and says the right one.
    static let hash = "hfroOg2m3wc2OlXVyPKN2JfiSo1ajOFCYpqWGJD6kqI="

    /// What a browser may do with a page: show it, nothing more.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'sha256-\(hash)'; img-src data:; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"

    static let text = """
        :root{color-scheme:light dark;--text:#1d1d1f;--page:#fff;--soft:#55555a;--line:#d2d2d7;--action:#0059b3;--on:#fff}
        @media (prefers-color-scheme:dark){
        :root{--text:#f2f2f5;--page:#161618;--soft:#b4b4ba;--line:#48484d;--action:#6cb4ff;--on:#001a33}}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;background:var(--page);color:var(--text)}
        body{font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main,footer{max-width:36rem;margin:0 auto;padding:0 1.25rem;overflow-wrap:anywhere}
        main{padding-top:2rem}
        h1,h2{text-wrap:balance}
        h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem}
        h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .5rem}
        p,ul,ol{margin:0 0 1rem}
        ul,ol{padding-left:1.4rem}
        li{margin-bottom:.4rem}
        .go{display:block;padding:.85rem 1.25rem;border-radius:.75rem;background:var(--action);color:var(--on);font-weight:600}
        .go{text-align:center;text-decoration:none}
        button.go{width:100%;box-sizing:border-box;margin:0 0 1rem;border:0;font:inherit;font-weight:600;cursor:pointer}
        .go:hover{text-decoration:underline}
        .go:focus-visible{outline:3px solid var(--text);outline-offset:3px}
        .soft,footer{color:var(--soft);font-size:.9375rem}
        footer{margin-top:2.5rem;padding-bottom:2rem}
        footer p{border-top:1px solid var(--line);padding-top:1rem}
        @media (min-width:32rem){.go,button.go{display:inline-block;width:auto}}
        @media (forced-colors:active){.go,button.go{border:2px solid LinkText}}
        """
}
