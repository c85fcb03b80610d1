import Support
import Testing

@Suite struct ByteSizeTests {
  @Test(arguments: [
    ("0", 0), ("262144", 262144), ("256K", 262144), ("256KiB", 262144), ("2KB", 2048), ("2 kib", 2048),
    ("1M", 1 << 20), ("1MiB", 1 << 20), ("3MB", 3 << 20), ("2G", 2 << 30), ("7B", 7),
    ("9223372036854775807", Int.max),
  ])
  func parses(text: String, bytes: Int) throws {
    #expect(try ByteSize.parse(text) == bytes)
  }

  @Test(arguments: [
    ("", "\"\" is not a size"), ("K", "\"K\" is not a size"), ("-1", "\"-1\" is negative"),
    ("1.5K", "\"1.5K\" is a fraction"), ("12 bytes", "\"12 bytes\" is not a size"),
    ("+1", "\"+1\" is not a size"), ("0x10", "\"0x10\" is not a size"), ("1KK", "\"1KK\" is not a size"),
    ("9223372036854775808", "\"9223372036854775808\" is too large"),
    ("9007199254740992K", "\"9007199254740992K\" is too large"), ("1 ٢", "\"1 ٢\" is not a size"),
  ])
  func refuses(text: String, message: String) {
    #expect(throws: ByteSize.Malformed.self) { try ByteSize.parse(text) }
    do { _ = try ByteSize.parse(text) } catch { #expect(error.message == message) }
  }

  @Test(arguments: [
    (0, "0 B"), (512, "512 B"), (1023, "1023 B"), (1024, "1 KiB"), (12_595, "12.3 KiB"), (1025, "1.0 KiB"),
    (65_536, "64 KiB"), (1_048_575, "1.0 MiB"), (1_048_576, "1 MiB"), (1_572_864, "1.5 MiB"),
    (-12_595, "-12.3 KiB"), (Int.max, "8589934592.0 GiB"), (Int.min, "-8589934592 GiB"),
  ])
  func formats(bytes: Int, text: String) {
    #expect(ByteSize.formatted(bytes) == text)
  }
}
