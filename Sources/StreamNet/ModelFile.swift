import Network
import Pipeline
import Support
import YAML

/// A file that a request may name, told apart by what it holds.
enum ModelFile {
  case model(Model)
  case recipe(Recipe)

  static let sizeLimit = 256 << 20
  /// Descriptions and recipes are text that people write.
  static let textLimit = 1 << 20

  /// Reads what a request names: a path, or the name of a network of the zoo.
  ///
  /// - Parameter custom: finds operators that a file calls by names of its own.
  static func read(
    _ name: String, home: Home, custom: CustomOperators = { _, _, _ throws(Problem) in nil }
  ) throws(Diagnostics) -> ModelFile {
    let path = try path(of: name, home: home)
    let bytes = try Files.read(path, limit: sizeLimit)
    if TFLite.isTFLite(bytes) || path.hasSuffix(".tflite") {
      return .model(try Model(tflite: bytes, path: path, custom: custom))
    }
    guard bytes.count <= textLimit else {
      throw Diagnostics(
        Diagnostic(
          at: .file(path), "it is no TensorFlow Lite model, and too large for a description or a recipe"))
    }
    let root = try YAML.reader(of: bytes, file: path)
    if root.has("recipe") { return .recipe(try Recipe(root, path: path)) }
    guard root.has("network") else {
      throw Diagnostics(
        Diagnostic(
          at: .file(path, line: 1), "it has neither the key network nor the key recipe",
          expected: "a .tflite model, a network description or a recipe"))
    }
    return .model(
      try Model(
        name: modelName(of: path), hash: SHA256.hash(bytes).hex, format: .description,
        graph: Description.read(bytes, file: path)))
  }

  private static func path(of name: String, home: Home) throws(Diagnostics) -> String {
    if Files.exists(name) { return name }
    let described = Files.join(home.zoo, "\(name).yaml")
    if !name.contains("/"), Files.exists(described) { return described }
    let networks = ((try? Files.list(home.zoo, suffix: ".yaml")) ?? []).map(modelName)
    throw Diagnostics(
      Diagnostic(
        at: .file(name), "there is no such file, and no network of the zoo has this name",
        hint: suggestionHint(for: name, among: networks)))
  }
}

extension Model {
  fileprivate init(tflite bytes: [UInt8], path: String, custom: CustomOperators) throws(Diagnostics) {
    let name = modelName(of: path)
    let file = try TFLite.readModel(bytes, name: name, custom: custom)
    try self.init(
      name: name, hash: SHA256.hash(bytes).hex, format: .tflite, graph: file.graph,
      fileTensors: file.fileTensors)
  }
}

/// A file's name without folders and suffix.
func modelName(of path: String) -> String {
  let name = Files.name(of: path)
  guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
  return String(name[..<dot])
}
