/// True for what can be an e-mail address: one `@`, something before it, a host name with a dot or `localhost` behind it.
///
/// Whether mail arrives there only the mail server knows; this catches slips and keeps line ends out of mail headers.
func isMailAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= 254 else { return false }
    let isLocalPartPlain = parts[0].unicodeScalars.allSatisfy { scalar in
        scalar.value > 32 && scalar.value != 127 && !"\"(),:;<>[\\]".unicodeScalars.contains(scalar)
            && !(0x80...0x9F).contains(scalar.value) && !scalar.properties.isWhitespace
    }
    return isLocalPartPlain && HostText.isHostName(parts[1]) && (parts[1].contains(".") || parts[1] == "localhost")
}
