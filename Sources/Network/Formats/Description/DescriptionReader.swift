import Support
import YAML

/// Reads a description into a graph with shapes, but without weights and scales worth the name.
///
/// Every constant of the outline holds zeros, and scales are 1 where the kind does not fix them.
struct DescriptionReader {
  struct Outline {
    var graph: Graph
    var seed: Int
  }

  /// After so many findings reading stops: a broken file of thousands of layers has one cause, not as many.
  static let maximumFindings = 50

  let document: YAML.Reader
  let file: String
  var graph = Graph(name: "")
  /// The layer of each operator, for findings about it.
  var layers: [YAML.Node] = []
  /// The tensors by name; nil where the layer that makes one is refused, so that nothing more is said of it.
  var known: [String: TensorIndex?] = [:]
  /// The names in the order of the file.
  var names: [String] = []
  /// How many layers of each kind were read.
  var counts: [String: Int] = [:]
  /// The results of the layer before, nil where it is refused.
  var previous: [TensorIndex]?
  var constantBytes = 0
  var activationElements = 0
  var work = 0
  private(set) var findings = 0

  init(_ document: YAML.Reader, file: String) {
    self.document = document
    self.file = file
  }

  mutating func outline() throws(Diagnostics) -> Outline {
    readVersion()
    graph.name = readName()
    let seed = document.integer("seed", default: 1)
    _ = document.string("source", .optional)
    readInputs()
    readLayers()
    readOutputs()
    let findings = document.finish()
    guard findings.isEmpty else { throw Diagnostics(findings) }
    Synthetic.setProvisionalScales(&graph)
    let faults = graph.validate()
    guard faults.isEmpty else { throw Diagnostics(located(faults)) }
    return Outline(graph: graph, seed: seed)
  }

  /// Reports a finding, and counts it.
  mutating func refuse(_ message: String, at node: YAML.Node, expected: String? = nil, hint: String? = nil) {
    findings += 1
    document.report(message, at: node, expected: expected, hint: hint)
  }

  private mutating func readVersion() {
    guard let version = document.integer("network"), version != Description.version else { return }
    let node = document.node("network") ?? document.node
    refuse(
      "the description has version \(version)", at: node, expected: "\(Description.version)",
      hint: version > Description.version ? "a newer release of this tool may read it" : nil)
  }

  private mutating func readName() -> String {
    guard let name = document.string("name"), let node = document.node("name") else { return "" }
    return check(name: name, at: node) ? name : ""
  }

  /// Whether a name can stand in reports, schedules and C comments; refuses it otherwise.
  mutating func check(name: String, at node: YAML.Node) -> Bool {
    let longest = 64
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "_-.".unicodeScalars.contains(scalar))
    }
    if isPlain, !name.isEmpty, name.utf8.count <= longest { return true }
    refuse(
      "the name \(String(name.prefix(longest)).quoted)", at: node,
      expected: "1 to \(longest) letters, digits, -, _ and .")
    return false
  }

  private mutating func readLayers() {
    let expected = "a sequence of layers, each one key such as `conv_2d: { ... }`"
    guard let nodes = document.sequence("layers", expected: expected) else { return }
    guard nodes.count <= Description.maximumLayers else {
      refuse("\(nodes.count) layers", at: document.node, expected: "at most \(Description.maximumLayers)")
      return
    }
    for (index, node) in nodes.enumerated() {
      guard findings < DescriptionReader.maximumFindings else {
        refuse("more than \(DescriptionReader.maximumFindings) errors; reading stops here", at: node)
        return
      }
      previous = readLayer(node, index: index)
    }
  }

  private mutating func readOutputs() {
    guard document.has("outputs") else {
      graph.outputs = previous ?? []
      return
    }
    var seen: Set<TensorIndex> = []
    for node in document.sequence("outputs", expected: "a sequence of names") ?? [] {
      guard let output = resolve(node) else { continue }
      if !seen.insert(output).inserted { refuse("output \(node.summary) is given twice", at: node) }
      graph.outputs.append(output)
    }
  }

  /// The tensor a name stands for; nil where there is none, which is reported, or where its layer is refused.
  mutating func resolve(_ node: YAML.Node) -> TensorIndex? {
    guard let name = node.text else {
      refuse("\(node.summary) where a name belongs", at: node, expected: "the name of a layer or input")
      return nil
    }
    if let tensor = known[name] { return tensor }
    guard findings < DescriptionReader.maximumFindings else { return nil }
    // Recent names only: each comparison costs the product of the lengths.
    let hint = suggestionHint(for: name, among: names.suffix(1000))
    refuse("no layer or input before is named \(name.quoted)", at: node, hint: hint)
    return nil
  }

  /// The findings about operators, moved to their layers.
  func located(_ faults: [Diagnostic]) -> [Diagnostic] {
    let places = graph.operators.indices.map { (graph.location(of: graph.operators[$0]), $0) }
    let operators = Dictionary(places) { first, _ in first }
    return faults.map { fault in
      var fault = fault
      let index = fault.location.flatMap { operators[$0] }
      fault.location = (index.map { layers[$0] } ?? document.node).position.location(in: file)
      if let index { fault.message = "\(graph.operators[index].name): \(fault.message)" }
      return fault
    }
  }
}
