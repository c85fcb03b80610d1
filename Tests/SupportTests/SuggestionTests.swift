import Support
import Testing

@Suite struct SuggestionTests {
  let keys = ["model", "board", "budget", "input", "schedule", "placement", "x", "xy"]

  @Test(arguments: [
    ("bord", "board"), ("mdoel", "model"), ("BOARD", "board"), ("shcedule", "schedule"),
    ("placment", "placement"), ("inptu", "input"), ("X", "x"),
  ])
  func near(name: String, candidate: String) {
    #expect(suggestion(for: name, among: keys) == candidate)
  }

  @Test(arguments: ["z", "zz", "outputs", "", "boardboard"])
  func far(name: String) {
    #expect(suggestion(for: name, among: keys) == nil)
  }

  @Test func theFirstOfEquallyNearWins() {
    #expect(suggestion(for: "cat", among: ["dog", "bat", "hat"]) == "bat")
    #expect(suggestion(for: "cart", among: ["care", "cart"]) == "cart")
  }

  @Test func hostileLengthsHaveNone() {
    let long = String(repeating: "a", count: 1_000_000)
    #expect(suggestion(for: long, among: [long]) == nil)
    #expect(suggestion(for: "board", among: [long]) == nil)
  }

  @Test func hint() {
    #expect(suggestionHint(for: "bord", among: keys) == "did you mean \"board\"?")
    #expect(suggestionHint(for: "zebra", among: keys) == nil)
  }
}
