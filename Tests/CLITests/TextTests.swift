@testable import CLI
import Domain
import Testing

@Suite("Small texts of the command line")
struct TextTests {
    @Test(
        "Spans are read in units, alone or together; anything else is none",
        arguments: [
            ("7d", 604_800_000), ("1h30m", 5_400_000), ("0s", 0), ("2w", 1_209_600_000),
        ])
    func spans(text: String, milliseconds: Int64) { #expect(TimeText.span(text) == Span(milliseconds: milliseconds)) }

    @Test("No span", arguments: ["", "7", "d", "7x", "-7d", "99999999999999999999d", "١d", "7 d"])
    func noSpans(text: String) { #expect(TimeText.span(text) == nil) }

    @Test("Width counts columns: wide characters two, marks none")
    func width() {
        #expect(DisplayWidth.of("abc") == 3)
        #expect(DisplayWidth.of("東京") == 4)
        #expect(DisplayWidth.of("e\u{301}") == 1)
        #expect(DisplayWidth.of("👩‍👩‍👧") == 2)
        #expect(DisplayWidth.cut("東京都", to: 4, ellipsis: "…") == "東…")
        #expect(DisplayWidth.cut("abc", to: 3, ellipsis: "…") == "abc")
    }

    @Test("The nearest word is found through one slip, and not when nothing is near")
    func nearest() {
        #expect(NearestWord.of("stauts", among: ["status", "users"]) == "status")
        #expect(NearestWord.of("usrs", among: ["status", "users"]) == "users")
        #expect(NearestWord.of("xylophone", among: ["status", "users"]) == nil)
    }
}
