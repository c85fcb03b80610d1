extension Manual {
  /// Annotations for editors that know LuaLS: `plugins/library/streamnet.d.lua`.
  package var annotations: String {
    var text = """
      ---@meta
      -- Made by `streamnet plugins annotations`. For editors only: it is never run.

      """
    for type in objects + records { text += "\n" + type.annotations }
    for module in modules {
      text += "\n-- \(module.summary)\n\(module.name) = {}\n"
      for function in module.functions {
        text += "\n--- \(function.summary)\n" + Manual.annotations(of: function.signature)
        let names = function.signature.parameters.map(\.name).joined(separator: ", ")
        text += "function \(module.name).\(function.name)(\(names)) end\n"
      }
    }
    return text
  }

  /// The prefix keeps our names apart from the annotations of others.
  fileprivate static func typed(_ type: String) -> String {
    let known = Set(Manual.typeNames)
    var text = ""
    var word = ""
    var isQuoted = false
    for character in type + " " {
      if character.isLetter || character == "_" {
        word.append(character)
        continue
      }
      // A word before a colon names a field.
      text += known.contains(word) && !isQuoted && character != ":" ? "streamnet.\(word)" : word
      word = ""
      if character == "\"" { isQuoted.toggle() }
      text.append(character)
    }
    return String(text.dropLast())
  }

  private static let typeNames: [String] = {
    let manual = Manual()
    return (manual.objects + manual.records).map(\.name)
  }()

  private static func annotations(of signature: LuaSignature) -> String {
    var text = ""
    for parameter in signature.parameters {
      text += "---@param \(parameter.name)\(parameter.isOptional ? "?" : "") \(typed(parameter.type))\n"
    }
    for result in signature.results { text += "---@return \(typed(result))\n" }
    return text
  }
}

extension Manual.Class {
  fileprivate var annotations: String {
    var text = "--- \(summary)\n---@class streamnet.\(name)\n"
    for field in fields {
      let isOptional = field.type.hasSuffix("| nil") || field.type.hasSuffix("?")
      let type = Manual.typed(field.type)
      text += "---@field \(field.name)\(isOptional ? "?" : "") \(type) \(field.summary)\n"
    }
    for method in methods {
      let parameters = method.signature.parameters.map {
        "\($0.name)\($0.isOptional ? "?" : ""): \(Manual.typed($0.type))"
      }
      let results = method.signature.results.map { Manual.typed($0) }.joined(separator: ", ")
      text +=
        "---@field \(method.name) fun(self: streamnet.\(name)\(parameters.map { ", \($0)" }.joined()))"
        + "\(results.isEmpty ? "" : ": \(results)") \(method.summary)\n"
    }
    if let element { text += "---@field [integer] streamnet.\(element)\n" }
    return text
  }
}
