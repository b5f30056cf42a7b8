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
