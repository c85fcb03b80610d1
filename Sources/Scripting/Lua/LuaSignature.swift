/// What a function takes and gives, for the reference and for editors.
///
/// Written as `first: string, tile?: integer -> plan | nil, string?`: parameters with their types, a question
/// mark behind the name of one that may be left out, and behind the arrow the types of the results.
package struct LuaSignature: Sendable, Hashable, ExpressibleByStringLiteral {
  package struct Parameter: Sendable, Hashable {
    package let name: String
    package let type: String
    package let isOptional: Bool
  }

  package let parameters: [Parameter]
  package let results: [String]

  package init(stringLiteral text: String) {
    let characters = Array(text)
    let arrow = characters.indices.first {
      characters[$0] == "-" && characters.dropFirst($0 + 1).first == ">"
    }
    parameters = LuaSignature.parts(characters[..<(arrow ?? characters.count)]).map { part in
      let colon = part.firstIndex(of: ":") ?? part.endIndex
      let name = part[..<colon]
      return Parameter(
        name: String(name.last == "?" ? name.dropLast() : name),
        type: String(part[colon...].dropFirst().drop { $0 == " " }), isOptional: name.last == "?")
    }
    results = arrow.map { LuaSignature.parts(characters[($0 + 2)...]) } ?? []
  }

  /// The parts between commas that stand outside all brackets, without blanks around them.
  private static func parts(_ text: ArraySlice<Character>) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      if "<({[".contains(character) { depth += 1 }
      if ">)}]".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else if character != " " || !part.isEmpty {
        part.append(character)
      }
    }
    while part.last == " " { part.removeLast() }
    return part.isEmpty ? parts : parts + [part]
  }
}
