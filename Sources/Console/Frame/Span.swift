import Domain
import Terminal

/// A piece of text: the domain has a span of time by the same name, which is written out in this room.
typealias Span = Terminal.Span
/// A length of time.
typealias TimeSpan = Domain.Span
