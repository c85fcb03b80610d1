import Network
import Planning
import Support

/// Everything a generated project is made from.
package struct FirmwareModel: Sendable {
  package var program: Program
  package var placement: Placement
  /// The graph as read: the interface speaks of its inputs and outputs.
  package var graph: Graph
  /// SHA-256 of the model's file.
  package var modelHash: String
  package var toolVersion: String
  package var policy: String
  package var board: String
  /// Sections of the board's linker script, by memory.
  package var sections: [String: String]
  /// Flags of the board's compiler, for the generated build files.
  package var compilerFlags: [String]
  /// Input data and the outputs they must give, for the self-test.
  package var vectors: [Vector]
  /// What every public name begins with; a C identifier.
  package var prefix: String

  package struct Vector: Sendable, Hashable {
    package var data: String
    package var inputs: [[UInt8]]
    package var outputs: [[UInt8]]

    package init(data: String, inputs: [[UInt8]], outputs: [[UInt8]]) {
      self.data = data
      self.inputs = inputs
      self.outputs = outputs
    }
  }

  package init(
    program: Program, placement: Placement, graph: Graph, modelHash: String, toolVersion: String,
    policy: String, board: String, compilerFlags: [String], vectors: [Vector], prefix: String? = nil,
    sections: [String: String] = [:]
  ) {
    self.program = program
    self.placement = placement
    self.graph = graph
    self.modelHash = modelHash
    self.toolVersion = toolVersion
    self.policy = policy
    self.board = board
    self.compilerFlags = compilerFlags
    self.vectors = vectors
    self.sections = sections
    let name = CText.identifier(graph.name)
    self.prefix = prefix ?? (CText.isReserved(name) ? "model_\(name)" : name)
  }

  /// The generated project: a pure function of this value, file by file in alphabetical order.
  ///
  /// - Throws: what the tables of the firmware cannot hold, such as extents beyond 16 bits, and a prefix that
  ///   is no C identifier.
  package func files() throws(Diagnostics) -> [FirmwareFile] {
    let findings = prefixFindings() + tableFindings()
    guard findings.isEmpty else { throw Diagnostics(findings) }
    let names = FirmwareNames(self)
    var files = [
      FirmwareFile("model.h", header(names)), FirmwareFile("model.c", source(names)),
      FirmwareFile("weights.h", weightsHeader(names)), FirmwareFile(path: "weights.c", bytes: weights(names)),
      FirmwareFile(path: "selftest_vectors.c", bytes: selftestVectors(names)),
      FirmwareFile("Makefile", makefile), FirmwareFile("CMakeLists.txt", cmakeLists),
      FirmwareFile("README.md", guide(names)),
    ]
    files += foreignTexts.map { FirmwareFile($0.name, $0.text) }
    for name in runtimeFiles { files.append(FirmwareFile(path: name, bytes: EmbeddedText.bytes(name)!)) }
    files.append(FirmwareFile("manifest.json", manifest(files)))
    return files.sorted { $0.path < $1.path }
  }

  /// The kernels that the program calls, by file, in alphabetical order.
  package var kernelSources: [String] { Set(program.kernels.flatMap(\.sources)).sorted() }

  /// The embedded files of the project: what firmware needs, and the self-test.
  private var runtimeFiles: [String] {
    EmbeddedText.closure(
      of: loopSources + kernelSources + ["selftest.c", "port_host.c", "port_dwt.c"]
        + foreignTexts.flatMap { EmbeddedText.includes(of: Array($0.text.utf8)) })
  }

  /// The files of kernels that are plug-ins, each once, in alphabetical order.
  var foreignTexts: [KernelDescriptor.Text] {
    Set(program.kernels.flatMap(\.texts)).sorted { $0.name < $1.name }
  }

  /// The most row pointers that any operator is called with.
  var pointerCount: Int {
    program.graph.operators.indices.map { index in
      operands(of: index).reduce(0) { $0 + $1.window.rows.taps }
    }.max() ?? 0
  }

  /// The images an operator reads, with their windows; rows are counted as its stage scans them.
  func operands(of index: OperatorIndex) -> [(tensor: TensorIndex, window: Window)] {
    let node = program.graph.operators[index]
    let tensors = program.graph.operands(of: node)
    let isUp = program.stages.contains { $0.operators.contains(index) && $0.scan == .up }
    return node.images.enumerated().compactMap { operand, tensor in
      guard let tensor else { return nil }
      var window = node.kind.addsUp ? .identity : node.kind.window(of: operand, tensors)
      if isUp {
        let output = node.kind.addsUp ? tensors.input(0) : tensors.output
        window.rows = window.rows.mirrored(
          output: output.shape.rows, input: program.graph.tensors[tensor].shape.rows)
      }
      return (tensor, window)
    }
  }
}

extension FirmwareModel {
  /// For each operator its function in `model.c`.
  package var operatorFunctions: [String] { FirmwareNames(self).functions }
}
