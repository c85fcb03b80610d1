import Support

/// What became of a tensor of the graph as read.
package enum TensorFate: Sendable, Hashable {
  /// It is this tensor of the normalised graph.
  case kept(TensorIndex)
  /// It is a view of this tensor of the normalised graph: the same bytes.
  case aliased(TensorIndex)
  /// It exists no longer: the work that made or read it is part of this operator.
  case folded(into: String)
  /// It is known without running the model, or nothing needs it.
  case removed
}

/// A graph in the one form that planning works on, and how it came about.
///
/// Every activation has rank 3 (rows, columns, channels) and holds one image; paddings are part of the windows
/// of convolutions, activation functions part of their producers, matrices are convolutions, splits are slices,
/// means over whole images are sums and what is made of them, and shape arithmetic is gone; every operator has one
/// result. Operators and tensors keep their names and provenance.
package struct NormalisedGraph: Sendable {
  package var graph: Graph
  /// For each tensor of the graph as read, what became of it.
  package var fates: [TensorFate]
}

extension Graph {
  /// The graph in its normal form. The graph must be valid.
  ///
  /// Throws every finding about operators that are only supported where they fold, or batches of images.
  package func normalised() throws(Diagnostics) -> NormalisedGraph {
    var rewriting = GraphRewriting(self)
    rewriting.foldConstants()
    rewriting.removeUnused()
    rewriting.canonicalise()
    rewriting.foldPadding()
    rewriting.aliasReinterpretations()
    rewriting.fuseActivations()
    rewriting.splitGlobalPooling()
    rewriting.removeUnused()
    return try rewriting.finish()
  }
}
