/// Where an operator stands in the file the user gave: messages and reports speak of this place.
package struct Provenance: Sendable, Hashable, CustomStringConvertible {
  /// The operator's position in the file, from 0.
  package var index: Int
  /// Its kind as the file names it, such as `CONV_2D`.
  package var kind: String
  /// The name the file gives its first output.
  package var label: String

  package init(index: Int, kind: String, label: String) {
    self.index = index
    self.kind = kind
    self.label = label
  }

  /// `#12 CONV_2D "blocks/3/conv"`.
  package var description: String {
    label.isEmpty ? "#\(index) \(kind)" : "#\(index) \(kind) \"\(label)\""
  }
}
