import Firmware
import Planning
import Testing

/// What planning believes of the loop's notes is what the loop has.
@Suite struct TileNotesTests {
  @Test func roomIsThatOfTheLoop() throws {
    let bytes = try #require(EmbeddedText.bytes("sn_walk.h"))
    let expected =
      "SN_NOTED_COPIES = \(TileNotes.copies), SN_NOTED_CALLS = \(TileNotes.calls), "
      + "SN_NOTED_ROWS = \(TileNotes.rows) }"
    #expect(String(decoding: bytes, as: UTF8.self).contains(expected))
  }
}
