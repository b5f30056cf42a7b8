/// The only place with words: what people read on screen, on the command line and in the record.
///
/// Pure functions from facts to plain short English. No phrase holds a code, a token or a personal link (R27).
package enum Phrases {}
