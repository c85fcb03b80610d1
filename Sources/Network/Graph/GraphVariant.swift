import Support

/// Another graph that computes the same bytes by other operators, so that a schedule has more to choose from.
package struct GraphVariant: Sendable, Hashable {
  /// Filters in groups of channels, by name, each with the channels of its groups (``Graph/grouped(_:)``).
  package var groups: [String: [Int]]
  /// Tensors that are read as copies (``Graph/copying(_:)``).
  package var copies: Set<String>

  package init(groups: [String: [Int]] = [:], copies: Set<String> = []) {
    self.groups = groups
    self.copies = copies
  }

  /// Whether nothing is different.
  package var isEmpty: Bool { groups.isEmpty && copies.isEmpty }

  /// What two variants of different parts of a graph make of all of it.
  package mutating func merge(_ other: GraphVariant) {
    groups.merge(other.groups) { $1 }
    copies.formUnion(other.copies)
  }
}

extension Graph {
  /// The graph with some filters in groups of channels and some tensors read as copies. Tensors that stay keep their
  /// positions.
  ///
  /// - Throws: the first thing that cannot be done.
  /// - Complexity: O(operators + weights of filters that are cut), for each change.
  package func variant(_ variant: GraphVariant) throws(Problem) -> Graph {
    try grouped(variant.groups).copying(variant.copies)
  }

  /// A name that no tensor has.
  func newName(_ name: String) -> String {
    var name = name
    while tensors.contains(where: { $0.name == name }) { name += "_" }
    return name
  }
}
