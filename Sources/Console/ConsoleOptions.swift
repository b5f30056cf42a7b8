import Domain

/// What the composition root decides about a console before it starts.
package struct ConsoleOptions: Hashable, Sendable {
    /// Who is at work, such as `ada@ops1`; shown in the header.
    package var me: String
    /// How long messages wait in the outbox, so that they can be taken back (R20).
    package var takeBackWindow = Span.seconds(10)
    /// The same above 100 people.
    package var takeBackWindowForMany = Span.seconds(60)
    /// Minutes east of UTC for times and days on screen.
    package var offsetMinutes = 0
    /// Only ASCII is drawn.
    package var isASCII = false
    /// Which theme file was loaded, or why not; the first thing that the message line says.
    package var greeting = ""

    /// Options with the defaults of the configuration.
    package init(me: String) { self.me = me }

    /// A number typed above so many people takes the place of `y`.
    package static let people = 100

    func window(for people: Int) -> Span { people > ConsoleOptions.people ? takeBackWindowForMany : takeBackWindow }
}
