import Network
import Pipeline
import Planning
import Support
import YAML

/// A file that says what is to be done with which model, so that it can be done again.
///
/// Paths are relative to the recipe.
struct Recipe {
  /// The version of the format.
  static let version = 1

  var path: String
  /// The file as it was read.
  private let root: YAML.Node
  var model: String
  var board: String?
  /// Sizes of memories of the board, where the recipe narrows them.
  var boardSizes: [String: Int] = [:]
  var budget: [String: Int] = [:]
  var input: InputMode?
  var policy: String?
  var options: [String: String] = [:]
  var placement: PlacementMethod?
  /// Kernels of plug-ins by name or path.
  var kernels: [String] = []
  var specialisation: Specialisation?
  var stripsBorders: Bool
  var check: Check?
  /// The folder that reports are written to.
  var outputDirectory: String?
  /// Whether the C project is written too, into the folder `firmware` there.
  var writesFirmware = false

  struct Check {
    /// A golden file; nil for the reference interpreter.
    var golden: String?
    var data: [InputText]
    var isEmulated: Bool
  }

  /// - Throws: every unknown key, missing key and wrong value, each where it stands.
  init(_ root: YAML.Reader, path: String) throws(Diagnostics) {
    self.path = path
    self.root = root.node
    let folder = Files.folder(of: path)
    let version = root.integer("recipe", .required)
    if let version, version != Recipe.version, let node = root.node("recipe") {
      root.report("the recipe is of version \(version)", at: node, expected: "version \(Recipe.version)")
    }
    let model = root.string("model", .required)
    if let board = root.node("board", .optional) {
      if case .scalar = board.kind {
        self.board = root.string("board", .required)
      } else if let inline = root.mapping("board") {
        self.board = inline.string("base", .required)
        boardSizes = Recipe.sizes(inline, except: ["base"])
      }
    }
    if let budget = root.mapping("budget", .optional) { self.budget = Recipe.sizes(budget) }
    input = root.string("input", .optional, among: InputMode.allCases.map(\.rawValue)).flatMap(InputMode.init)
    if let schedule = root.mapping("schedule", .optional) {
      policy = schedule.string("policy", .required)
      for (key, value) in schedule.mapping("options", .optional)?.entries() ?? [] {
        guard let name = key.text, let text = value.text else {
          root.report("an option is \(value.summary)", at: value, expected: "a number, a text, true or false")
          continue
        }
        options[name] = text
      }
    }
    placement = root.string("placement", .optional, among: PlacementMethod.allCases.map(\.rawValue))
      .flatMap(PlacementMethod.init)
    kernels = (root.strings("kernels", .optional) ?? []).map { name in
      name.hasSuffix(".lua") ? Files.resolve(name, relativeTo: folder) : name
    }
    specialisation = root.string("specialise", .optional, among: Specialisation.allCases.map(\.rawValue))
      .flatMap(Specialisation.init)
    stripsBorders = root.bool("strip_borders", default: false)
    if let check = root.mapping("check", .optional) { self.check = Recipe.check(check, folder: folder) }
    if let outputs = root.mapping("outputs", .optional) {
      outputDirectory = outputs.string("directory", .required).map { Files.resolve($0, relativeTo: folder) }
      writesFirmware = outputs.bool("firmware", default: false)
    }
    let findings = root.finish()
    guard findings.isEmpty, let model else { throw Diagnostics(findings) }
    let beside = Files.resolve(model, relativeTo: folder)
    self.model = Files.exists(beside) ? beside : model
    if let board, board.hasSuffix(".lua") { self.board = Files.resolve(board, relativeTo: folder) }
    if let policy, policy.hasSuffix(".lua") { self.policy = Files.resolve(policy, relativeTo: folder) }
  }

  /// The key and the value that are reached through some keys.
  func member(_ keys: String...) -> YAML.Node.Member? {
    var member: YAML.Node.Member?
    for key in keys { member = (member?.value ?? root).member(key) }
    return member
  }

  /// Sizes by names that are the user's own.
  private static func sizes(_ reader: YAML.Reader, except known: [String] = []) -> [String: Int] {
    var sizes: [String: Int] = [:]
    for (key, _) in reader.entries() {
      guard let name = key.text, !known.contains(name) else { continue }
      sizes[name] = reader.byteSize(name, .required)
    }
    return sizes
  }

  private static func check(_ reader: YAML.Reader, folder: String) -> Check {
    let against = reader.string("against", default: "reference")
    var data: [InputText] = []
    if let inputs = reader.node("inputs", .optional), case .sequence(let elements) = inputs.kind {
      let texts = reader.strings("inputs", .required) ?? []
      for (text, element) in zip(texts, elements) {
        do throws(Problem) {
          data.append(try InputText(text).resolved(relativeTo: folder))
        } catch {
          reader.report(error.message, at: element, expected: error.expected)
        }
      }
    } else {
      let count = reader.integer("inputs", default: 3, in: 1...100)
      data =
        (1..<max(count, 2)).map { InputText(.noise(UInt32($0))) } + (count > 1 ? [InputText(.smooth)] : [])
    }
    return Check(
      golden: against == "reference" ? nil : Files.resolve(against, relativeTo: folder), data: data,
      isEmulated: reader.bool("emulate", default: false))
  }
}
