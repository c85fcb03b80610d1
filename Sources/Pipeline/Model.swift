import Network
import Support

/// A model that was read: as its file describes it, and in its normal form.
package struct Model: Sendable {
  /// The file's name without folders and suffix.
  package var name: String
  /// SHA-256 of the file, in hexadecimal.
  package var hash: String
  /// What kind of file it was.
  package var format: Format
  package var graph: Graph
  package var normalised: NormalisedGraph
  /// For each tensor of the file, where files number them, its tensor of ``graph``.
  package var fileTensors: [Int: TensorIndex]

  package enum Format: String, Sendable {
    case tflite = "TensorFlow Lite"
    case description = "network description"
  }

  /// - Throws: what keeps the graph from being normalised.
  package init(
    name: String, hash: String, format: Format, graph: Graph, fileTensors: [Int: TensorIndex] = [:]
  ) throws(Diagnostics) {
    self.name = name
    self.hash = hash
    self.format = format
    self.graph = graph
    self.fileTensors = fileTensors
    normalised = try graph.normalised()
  }

  /// The same model with int8 inputs and outputs where its file converts them.
  package func strippingBorders() throws(Diagnostics) -> Model {
    try Model(
      name: name, hash: hash, format: format, graph: graph.strippingBorders(), fileTensors: fileTensors)
  }

  /// The multiply-accumulates of the whole network.
  package var macs: MACs { normalised.graph.macs }
}
