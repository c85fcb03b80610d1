import Network
import Pipeline
import Support

/// Input data as users write it: `DATA`, or `NAME=DATA` for one of several inputs.
struct InputText {
  var name: String?
  var data: InputData

  init(_ data: InputData) { self.data = data }

  init(_ text: String) throws(Problem) {
    if let equals = text.firstIndex(of: "="), equals != text.startIndex {
      name = String(text[..<equals])
      data = try InputData(String(text[text.index(after: equals)...]))
    } else {
      data = try InputData(text)
    }
  }

  /// The same with a file's path relative to where the recipe lies.
  func resolved(relativeTo folder: String) -> InputText {
    guard case .file(let path) = data else { return self }
    var text = self
    text.data = .file(Files.resolve(path, relativeTo: folder))
    return text
  }
}

extension InputCase {
  /// A case for each text without a name; those with one are of one input in every case.
  static func cases(_ texts: [InputText]) -> [InputCase] {
    let named = Dictionary(texts.compactMap { text in text.name.map { ($0, text.data) } }) { $1 }
    let common = texts.filter { $0.name == nil }.map(\.data)
    return (common.isEmpty ? [.noise(1)] : common).map { InputCase($0, named: named) }
  }
}
