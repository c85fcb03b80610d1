import Support
import YAML

/// Networks described in YAML, layer by layer and without weights.
///
/// ```yaml
/// network: 1
/// name: small
/// seed: 7                                        # optional: the weights are made from it and the names
/// input: { name: image, shape: [32, 32, 3] }     # or `inputs:`, a sequence of such mappings
/// layers:
///   - conv_2d: { name: stem, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
///   - block: { kernel: 3, expand: 4, channels: 8, residual: true }
///   - average_pool_2d: { kernel: global }
///   - conv_2d: { name: classifier, channels: 10, kernel: 1 }
/// outputs: [classifier]                          # optional: the results of the last layer
/// ```
/// A layer is one key, a kind of operator in lower case or `block`, with its attributes. Every layer takes
/// `name` (its kind and a running number) and `input` or `inputs` (names; the first result of the layer
/// before it); the second result of `split_1` is `split_1.1`. The other keys are the attributes of the kind
/// as the registry names them, and
/// * `channels`, `kernel`, `bias: false` of `conv_2d`; `kernel`, `multiplier`, `bias` of
///   `depthwise_conv_2d`; `channels`, `bias` of `fully_connected`;
/// * `padding: half`: half the kernel, rounded down, on all four sides; `kernel: global` of a pooling: all
///   rows and columns;
/// * `constant: { shape: [1, 1, 8], side: right }` of `add`, `sub` and `mul`: an operand of made-up values;
/// * `type` of `quantize`: the type of its result.
///
/// `block` is an inverted bottleneck (Sandler et al., "MobileNetV2", CVPR 2018): a 1x1 convolution to
/// `expand` times the input's channels with relu6, left out where `expand` is 1; a depthwise convolution with
/// `kernel`, `stride`, half padding and relu6; a 1x1 convolution to `channels`; and where `residual` is true
/// the sum with the input. The operators are called `NAME.expand`, `NAME.depthwise`, `NAME.project` and
/// `NAME.add`, and the block's name stands for the last of them.
///
/// Weights and scales come from ``Synthetic``.
package enum Description {
  /// The version of the format that is read.
  package static let version = 1

  /// The greatest number of layers, of tensors, and of bytes of all weights together.
  package static let maximumLayers = Graph.maximumOperators
  package static let maximumTensors = 1 << 16
  package static let maximumConstantBytes = 64 << 20
  /// The greatest number of elements of all activations together, and of steps of arithmetic of one run:
  /// the scales are measured by running the network.
  package static let maximumActivationElements = 1 << 25
  package static let maximumWork = 1 << 32

  /// Whether a document is meant as a network description: a mapping with the key `network`.
  package static func isDescription(_ node: YAML.Node) -> Bool {
    guard case .mapping(let members) = node.kind else { return false }
    return members.contains { $0.key.text == "network" }
  }

  /// The graph a description stands for, with its weights and scales.
  ///
  /// - Parameter file: The name for messages.
  /// - Throws: Everything that is wrong with it, each finding with line and column, in the order of the file.
  /// - Complexity: O(multiply-accumulates): the network is run once to measure the ranges of its activations.
  package static func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> Graph {
    let document = try YAML.reader(of: bytes, file: file)
    var reader = DescriptionReader(document, file: file)
    var outline = try reader.outline()
    do throws(Diagnostics) {
      try Synthetic.parameterise(&outline.graph, seed: outline.seed)
    } catch {
      throw Diagnostics(reader.located(error.all))
    }
    return outline.graph
  }
}
