/// Sizes in bytes as people write and read them.
///
/// `K`, `KB` and `KiB` all mean 1024 bytes, as every data sheet of a microcontroller means them; likewise
/// `M` (1024²) and `G` (1024³). A number alone, or with `B`, counts bytes. Case does not matter, and blanks
/// may stand between number and unit.
package enum ByteSize {
  /// Why a text is not a size.
  package struct Malformed: Error, Equatable {
    /// What is wrong, in lower case, without a full stop.
    package let message: String
  }

  /// What ``parse(_:)`` takes, for messages.
  package static let expected = "a size in whole bytes such as 262144, 256K or 256KiB"

  /// The number of bytes that a text such as `256KiB` names; never negative.
  package static func parse(_ text: String) throws(Malformed) -> Int {
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    let unit = text.utf8[digits.endIndex...].drop { $0 == 0x20 }
    guard !digits.isEmpty else {
      throw Malformed(message: text.hasPrefix("-") ? "\(text.quoted) is negative" : notASize(text))
    }
    guard let factor = factor(ofUnit: String(Substring(unit))) else {
      throw Malformed(message: unit.first == 0x2E ? "\(text.quoted) is a fraction" : notASize(text))
    }
    guard let count = Int(Substring(digits)) else { throw Malformed(message: "\(text.quoted) is too large") }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: factor)
    guard !overflow else { throw Malformed(message: "\(text.quoted) is too large") }
    return bytes
  }

  /// A size for people, rounded to a tenth of its unit: `512 B`, `12.3 KiB`, `1.0 MiB`.
  ///
  /// A whole number of units has no decimal: `64 KiB` is exact, `64.0 KiB` is rounded.
  package static func formatted(_ bytes: Int) -> String {
    let sign = bytes < 0 ? "-" : ""
    let size = bytes.magnitude
    for (index, unit) in units.enumerated() where index + 1 == units.count || size < units[index + 1].factor {
      let (whole, rest) = size.quotientAndRemainder(dividingBy: unit.factor)
      if rest == 0 { return "\(sign)\(whole) \(unit.name)" }
      let tenths = (rest * 10 + unit.factor / 2) / unit.factor
      if tenths < 10 { return "\(sign)\(whole).\(tenths) \(unit.name)" }
      let next = whole + 1
      if next == 1024, index + 1 < units.count { return "\(sign)1.0 \(units[index + 1].name)" }
      return "\(sign)\(next).0 \(unit.name)"
    }
    return "\(sign)\(size) B"
  }

  private static let units: [(name: String, factor: UInt)] = [
    ("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
  ]

  private static func factor(ofUnit unit: String) -> Int? {
    switch unit.lowercased() {
    case "", "b": 1
    case "k", "kb", "kib": 1 << 10
    case "m", "mb", "mib": 1 << 20
    case "g", "gb", "gib": 1 << 30
    default: nil
    }
  }

  private static func notASize(_ text: String) -> String { "\(text.quoted) is not a size" }
}
