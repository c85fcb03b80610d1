extension YAML {
  /// What a document may use at most; enforced while reading, not after.
  package struct Limits: Sendable, Equatable {
    /// The size of the file in bytes.
    package var bytes = 1 << 20
    /// How deep sequences and mappings nest; libyaml's time is quadratic in it.
    package var depth = 32
    /// Scalars, sequences and mappings together.
    package var nodes = 100_000
    /// After so many findings reading stops.
    package var findings = 100

    package init() {}
  }
}
