import Network
import Pipeline
import Scripting
import Support
import TestSupport

/// Collects what is printed.
final class Printed {
  var lines: [String] = []
}

/// StreamNet's own plug-ins.
let shippedPlugins = Files.join(
  Files.folder(of: Files.folder(of: Files.folder(of: #filePath))), "plugins")

/// A session whose models are those of the zoo.
func session(
  folders: [String] = [], limits: LuaLimits = LuaLimits(), opensFiles: Bool = false, printing: Printed? = nil
) -> LuaSession {
  LuaSession(
    catalog: PluginCatalog(folders: folders + [shippedPlugins], limits: limits), opensFiles: opensFiles,
    loader: { name throws(Diagnostics) in
      try Model(name: name, hash: "", format: .description, graph: Zoo.original(name))
    }, print: { printing?.lines.append($0) })
}

/// What a text gives as the console shows it, or its error.
func answer(_ text: String, in session: LuaSession) -> String {
  switch session.answer(text) {
  case .shown(let text): text
  case .failed(let diagnostics): "error: \(diagnostics)"
  case .unfinished: "unfinished"
  }
}

/// A network of seven operators with a sum in it.
let small = """
  graph, target = network.use(network.build {
    name = "small", input = { name = "image", shape = { 12, 12, 3 } },
    layers = {
      { conv_2d = { name = "stem", channels = 4, kernel = 3, stride = 2, padding = "half" } },
      { block = { name = "one", kernel = 3, expand = 2, channels = 4, residual = true } },
      { average_pool_2d = { name = "pool", kernel = "global" } },
      { conv_2d = { name = "classifier", channels = 2, kernel = 1 } },
    },
  })
  """
