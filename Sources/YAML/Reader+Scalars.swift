extension YAML.Reader {
  /// A text; plain numbers and truth values count as the text that is written.
  /// - Parameter choices: The texts that are allowed, where not all are.
  package func string(
    _ key: String, _ presence: Presence = .required, among choices: [String]? = nil
  ) -> String? {
    read(key, presence, as: .string(among: choices))
  }

  /// A text, or `value` where the key is absent.
  package func string(_ key: String, default value: String, among choices: [String]? = nil) -> String {
    string(key, .optional, among: choices) ?? value
  }

  /// An integer, decimal, `0x` or `0o`.
  package func integer(
    _ key: String, _ presence: Presence = .required, in range: ClosedRange<Int> = Int.min...Int.max
  ) -> Int? {
    read(key, presence, as: .integer(in: range))
  }

  /// An integer, or `value` where the key is absent.
  package func integer(
    _ key: String, default value: Int, in range: ClosedRange<Int> = Int.min...Int.max
  ) -> Int {
    integer(key, .optional, in: range) ?? value
  }

  /// A finite number, whole or not.
  package func real(
    _ key: String, _ presence: Presence = .required,
    in range: ClosedRange<Double> = -Double.infinity...Double.infinity
  ) -> Double? {
    read(key, presence, as: .real(in: range))
  }

  /// A finite number, or `value` where the key is absent.
  package func real(
    _ key: String, default value: Double, in range: ClosedRange<Double> = -Double.infinity...Double.infinity
  ) -> Double {
    real(key, .optional, in: range) ?? value
  }

  /// A truth value, `true` or `false`.
  package func bool(_ key: String, _ presence: Presence = .required) -> Bool? {
    read(key, presence, as: .bool)
  }

  /// A truth value, or `value` where the key is absent.
  package func bool(_ key: String, default value: Bool) -> Bool { bool(key, .optional) ?? value }

  /// A size such as `64KiB`, in bytes.
  package func byteSize(
    _ key: String, _ presence: Presence = .required, in range: ClosedRange<Int> = 0...Int.max
  ) -> Int? {
    read(key, presence, as: .byteSize(in: range))
  }

  /// A size in bytes, or `value` where the key is absent.
  package func byteSize(_ key: String, default value: Int, in range: ClosedRange<Int> = 0...Int.max) -> Int {
    byteSize(key, .optional, in: range) ?? value
  }
}
