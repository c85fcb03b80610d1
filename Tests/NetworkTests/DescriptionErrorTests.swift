import Network
import Support
import Testing

@Suite struct DescriptionErrorTests {
  @Test func allAtOnceEachInItsPlace() {
    let findings = Described.findings(
      """
      network: 1
      name: bad
      inptu: { shape: [8, 8, 3] }
      input: { name: image, shape: [8, 8, 3] }
      layers:
        - conv2d: { name: first, channels: 8, kernel: 3 }
        - conv_2d: { name: second, input: image, channels: 8, kernel: 9, strid: 2 }
        - conv_2d: { name: third, input: imge, channels: 0, kernel: 3, padding: full }
        - add: { input: image }
        - depthwise_conv_2d: { input: first, kernel: 3 }
        - block: { input: image, kernel: 3, channels: 4, residual: true }
        - conv_2d: { name: image, channels: 4, kernel: 1 }
        - relu
      outputs: [secnd, image]
      """)
    #expect(
      findings == [
        "net.yaml:3:1: unknown key \"inptu\"; expected one of network, name, seed, source, inputs, input, layers, outputs; did you mean \"input\"?",
        "net.yaml:6:5: unknown kind of layer \"conv2d\"; expected block or a kind of operator in lower case; did you mean \"conv_2d\"?",
        "net.yaml:7:5: second: a window of 9x9 does not fit an input of 8x8; use a smaller kernel or more padding",
        "net.yaml:7:68: unknown key \"strid\"; expected one of name, input, inputs, kernel, padding, channels, bias, stride, dilation, activation, single_precision_scale; did you mean \"stride\"?",
        "net.yaml:8:36: no layer or input before is named \"imge\"; did you mean \"image\"?",
        "net.yaml:8:52: attribute channels=0; expected an integer from 1 to 16777216",
        "net.yaml:8:75: attribute padding=full; expected same, valid, an integer or [top, bottom, left, right]",
        "net.yaml:9:5: add_1: 1 inputs; expected 2; name them with `inputs: [..., ...]`, or give a `constant`",
        "net.yaml:11:5: block1: the sum of an input of shape 8x8x3 and a result of shape 8x8x4; expected one shape; a residual block has stride 1 and as many channels as its input",
        "net.yaml:12:22: a layer or input before is named \"image\", too",
        "net.yaml:13:5: \"relu\" where a layer belongs; expected one key, such as `conv_2d: { ... }`",
        "net.yaml:14:11: no layer or input before is named \"secnd\"; did you mean \"second\"?",
      ])
  }

  /// What only validation of the whole graph finds stands at the layer, too.
  @Test func wrongTypes() {
    let findings = Described.findings(
      """
      network: 1
      name: types
      input: { shape: [4, 4, 2], type: float32 }
      layers:
        - relu: { name: early }
        - max_pool_2d: { kernel: 2 }
        - leaky_relu: { alpha: .inf }
      """)
    #expect(findings == ["net.yaml:7:26: attribute alpha=inf; expected a finite number"])
    let types = Described.findings(
      """
      network: 1
      name: types
      input: { shape: [4, 4, 2], type: float32 }
      layers:
        - relu: { name: early }
        - max_pool_2d: { kernel: 2 }
      """)
    #expect(types == ["net.yaml:5:5: early: operand input is float32; expected int8"])
  }

  /// Tensors that are copied next to each other must mean the same numbers.
  @Test func conflictingFixedScales() {
    let findings = Described.findings(
      """
      network: 1
      name: conflict
      input: { shape: [4, 4, 2] }
      layers:
        - tanh:
        - softmax: { input: input }
        - concatenation: { axis: 2, inputs: [tanh_1, softmax_1] }
      """)
    #expect(findings.count == 1)
    #expect(
      findings.first?.hasPrefix("net.yaml:7:5: concatenation_1: operand softmax_1 has another scale") == true)
  }

  static let single: [(String, String)] = [
    (
      "network: 2\nname: a\ninput: { shape: [1] }\nlayers: [{ relu: }]\n",
      "net.yaml:1:10: the description has version 2; expected 1; a newer release of this tool may read it"
    ),
    (
      "network: 1\nname: a b\ninput: { shape: [1] }\nlayers: [{ relu: }]\n",
      "net.yaml:2:7: the name \"a b\"; expected 1 to 64 letters, digits, -, _ and ."
    ),
    ("network: 1\nname: a\nlayers: [{ relu: }]\n", "net.yaml:1:1: missing key \"input\"; expected a mapping"),
    ("network: 1\nname: a\ninput: { shape: [1] }\nlayers: []\n", "net.yaml:1:1: the graph has no operators"),
    (
      "network: 1\nname: a\ninput: { shape: [0, 1] }\nlayers: [{ relu: }]\n",
      "net.yaml:3:17: the shape has an extent of 0"
    ),
    (
      "network: 1\nname: a\ninput: { shape: [16777216, 16777216, 4] }\nlayers: [{ relu: }]\n",
      "net.yaml:3:17: the shape has more than 268435456 elements"
    ),
    (
      "network: 1\nname: a\ninput: { shape: [1, 1, 9000000] }\nlayers: [{ conv_2d: { channels: 9, kernel: 1 } }]\n",
      "net.yaml:4:12: conv_2d_1: the weights of shape 9x1x1x9000000 bring all constants to 77.2 MiB; expected at most 64 MiB"
    ),
    (
      "network: 1\nname: a\ninput: { shape: [64, 64, 64] }\nlayers: [{ conv_2d: { channels: 64, kernel: 63, padding: half } }, { conv_2d: { channels: 64, kernel: 63, padding: half } }]\n",
      "net.yaml:4:12: conv_2d_1: the network up to here takes too much arithmetic; expected at most 4294967296 multiply-accumulates"
    ),
    (
      "network: 1\nname: a\ninput: { shape: [4096, 8192, 1] }\nlayers: [{ relu: }]\n",
      "net.yaml:4:12: the activations up to here have too many elements; expected at most 33554432 in the whole network"
    ),
    (
      "network: 1\nname: a\ninput: { shape: [4, 4, 1] }\nlayers: [{ relu: { input: conv.weights } }]\n",
      "net.yaml:4:27: no layer or input before is named \"conv.weights\""
    ),
    (
      "network: 1\nname: a\ninput: { shape: [4, 4, 1] }\nlayers: [{ shape: }]\n",
      "net.yaml:4:12: unknown kind of layer \"shape\"; expected block or a kind of operator in lower case; did you mean \"reshape\"?"
    ),
  ]

  @Test(arguments: single) func oneFinding(_ text: String, _ finding: String) {
    #expect(Described.findings(text).first == finding)
  }

  @Test func stopsAfterManyFindings() {
    let layers = (0..<2000).map { "  - relu: { input: missing\($0) }\n" }.joined()
    let findings = Described.findings("network: 1\nname: a\ninput: { shape: [1] }\nlayers:\n\(layers)")
    #expect(findings.count == 51)
    #expect(findings.last == "net.yaml:55:5: more than 50 errors; reading stops here")
  }

  /// Any prefix, and any byte changed, is read or refused, and nothing else.
  @Test func mutilatedFiles() throws {
    let bytes = Array(DescriptionGraphTests.twoHeads.utf8)
    var random = SplitMix64(seed: 11)
    for _ in 0..<300 {
      var copy = random.int(in: 0...3) == 0 ? Array(bytes.prefix(random.int(in: 0...bytes.count))) : bytes
      for _ in 0..<random.int(in: 1...3) where !copy.isEmpty {
        copy[random.int(in: 0...copy.count - 1)] = UInt8(random.int(in: 32...126))
      }
      do throws(Diagnostics) {
        #expect(try Description.read(copy, file: "net.yaml").validate().isEmpty)
      } catch {
        #expect(!error.all.isEmpty)
      }
    }
  }
}
