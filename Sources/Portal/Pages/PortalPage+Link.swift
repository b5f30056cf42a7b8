/// What stands behind a personal link. None of these pages says whose link it is.
extension PortalPage {
    /// The link works: what registration is, who asks, what is seen and what is not, and the way to Apple.
    ///
    /// `token` is the token of the address that was asked for; the way on is relative to it, so that a portal behind a proxy may
    /// lie at any path.
    static func open(token: String, _ organisation: OrganisationName) -> PortalPage {
        let name = organisation.html
        return PortalPage(
            200, "\(organisation.atStart) invites you to register",
            """
            <p>\(organisation.htmlAtStart) gives apps and books to its people through Apple. To receive them, you tell Apple
            once which Apple Account you use. This is called registration. It takes about a minute and costs nothing.</p>
            <h2>How to register</h2>
            <ol>
            <li>Open this page on the iPhone, iPad or Mac that you use for \(name).</li>
            <li>Check your account there: open Settings (on a Mac, System Settings), choose your name at the top, then
            Media &amp; Purchases. This is the account to use.</li>
            <li>Continue to Apple, and accept the invitation there with this account. Only Apple asks for your password.</li>
            </ol>
            <p><a class="go" href="\(token)/go" rel="nofollow noreferrer">Continue to Apple</a></p>
            \(privacy(organisation))
            <h2>Good to know</h2>
            <p>This invitation is for you alone: please do not pass the link on. If you did not expect it, do nothing:
            without your agreement at Apple, nothing is registered. Questions go to \(name).</p>
            """)
    }

    private static func privacy(_ organisation: OrganisationName) -> HTML {
        let name = organisation.html
        return """
            <h2>What \(name) can see</h2>
            <ul>
            <li>That this link was opened, and that you have registered.</li>
            <li>Which apps and books it has given you. It can take apps back; books stay yours.</li>
            </ul>
            <h2>What \(name) cannot see through registration</h2>
            <ul>
            <li>The name or the password of your personal Apple Account. \(organisation.htmlAtStart) only receives a code
            that stands for it.</li>
            <li>What you buy or download yourself.</li>
            <li>Your messages, photos, contacts and other things in your account.</li>
            </ul>
            <p class="soft">A Managed Apple Account is made by \(name) and therefore known to it.</p>
            """
    }

    /// Its person has registered.
    static func used(_ organisation: OrganisationName) -> PortalPage {
        PortalPage(
            200, "You have registered",
            """
            <p>There is nothing left to do. Apps and books from \(organisation.html) appear on the devices where you use the
            Apple Account with which you accepted.</p>
            <p>If that was the wrong account, ask \(organisation.html) to redo your registration.</p>
            """)
    }

    /// Its time is over, it was cancelled, or a newer one replaced it.
    ///
    /// - Parameter mail: where the wish for a new mail goes. The button is there for every ended link, so that it tells nothing.
    static func ended(_ organisation: OrganisationName, mail: String) -> PortalPage {
        PortalPage(
            410, "This link has ended",
            """
            <p>Its time is over, or a newer link has taken its place. Look for a newer message from \(organisation.html)
            first. If there is none, you can have one sent:</p>
            <form method="post" action="\(mail)"><button class="go">Send me a new mail</button></form>
            <p class="soft">It goes only to the address that \(organisation.html) has for you, at most once a day.</p>
            """)
    }

    /// A new mail was asked for: by whom, and whether it leaves, is said to nobody.
    static func asked(_ organisation: OrganisationName) -> PortalPage {
        PortalPage(
            200, "Thank you",
            """
            <p>If this link belonged to an open invitation, a new mail is on its way to the address that
            \(organisation.html) has for you. It can take a few minutes.</p>
            <p>If none comes, look among unwanted mail, too. One mail a day can be asked for here; for anything else, ask
            \(organisation.html).</p>
            """)
    }

    /// The person is not known to Apple yet, or is being registered again.
    static func notReady(_ organisation: OrganisationName) -> PortalPage {
        PortalPage(
            503, "Your invitation is not ready yet",
            """
            <p>Apple has not finished preparing it. Open this link again in a few minutes; it stays the same.</p>
            <p>If it still does not work tomorrow, tell \(organisation.html).</p>
            """,
            retryAfterSeconds: 120)
    }

    /// Nobody was ever given it, or it is not a link at all.
    static func unknown(_ organisation: OrganisationName) -> PortalPage {
        PortalPage(
            404, "This link is not known",
            """
            <p>Perhaps a part of it is missing. Open it from the message itself, or copy the whole link from there.</p>
            <p>If it still does not work, ask \(organisation.html) for a new one.</p>
            """)
    }

    /// It cannot be followed now, for a reason that the person can do nothing about.
    static func notNow(_ organisation: OrganisationName) -> PortalPage {
        PortalPage(
            503, "This does not work at the moment",
            """
            <p>The way to Apple cannot be opened just now. Nothing is lost: open the same link again in a few minutes.</p>
            <p>If it still does not work tomorrow, tell \(organisation.html).</p>
            """,
            retryAfterSeconds: 120)
    }
}
