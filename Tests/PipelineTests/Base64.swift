/// Base64 (RFC 4648) as the fixtures hold it: nil where a text is none.
func base64(_ text: String) -> [UInt8]? {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  let digits = text.utf8.prefix { $0 != UInt8(ascii: "=") }
  var bytes: [UInt8] = []
  var bits = 0
  var count = 0
  for digit in digits {
    guard let value = alphabet.firstIndex(of: digit) else { return nil }
    bits = (bits << 6 | value) & 0xFFFF
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
    }
  }
  return text.utf8.count % 4 == 0 ? bytes : nil
}
