/// The whole chain that explains where a user stands, and what to do next (R21).
package struct WhyReport: Hashable, Sendable {
    /// One link of the chain.
    package struct Check: Hashable, Sendable {
        /// What was looked at, short: `scope of #12`.
        package let check: String
        package let ok: Bool
        /// What was found, as a sentence.
        package let detail: String
    }

    package let username: String
    package let chain: [Check]
    /// A sentence with the key and the verb.
    package let nextStep: String
    /// The same for the console's menu; nil when there is nothing to do.
    package let step: NextStep?
}

extension State {
    /// Explains where a user stands at every location, and what to do next (R21); nil when there is no such user.
    package func why(_ id: UserID, context: Context) -> WhyReport? {
        guard let user = users[id] else { return nil }
        var chain = WhyChain(state: self, user: user, context: context)
        chain.checkUser()
        for location in locations.values { chain.check(location) }
        if locations.isEmpty { chain.note("location", false, "there is no location yet: rollcall locations add --token FILE") }
        let sentence = chain.step.map { Phrases.nextStep($0.step) } ?? chain.nothingToDo
        return WhyReport(username: user.username, chain: chain.checks, nextStep: sentence, step: chain.step?.step)
    }
}
