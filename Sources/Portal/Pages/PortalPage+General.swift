/// The pages that have nothing to do with one link.
extension PortalPage {
    /// The front page: what this is, and no data.
    static func home(_ organisation: OrganisationName) -> PortalPage {
        PortalPage(
            200, "Invitations to apps and books",
            """
            <p>With this site, \(organisation.html) invites its people to register with Apple, so that it can give them apps
            and books.</p>
            <p>There is nothing to look up here. If you were invited, open the link in the message that you received.</p>
            """)
    }

    static let nothingHere = PortalPage(
        404, "There is no such page",
        "<p>If you were invited, open the link in the message that you received, and take care that the whole link is used.</p>")

    static let methodNotAllowed = PortalPage(
        405, "This page can only be read", "<p>Open the link in the message that you received.</p>")

    static let addressTooLong = PortalPage(
        414, "This address is too long", "<p>Open the link in the message that you received, without anything added to it.</p>")

    static let tooMuchSent = PortalPage(
        413, "This page takes nothing in", "<p>Open the link in the message that you received.</p>")
}
