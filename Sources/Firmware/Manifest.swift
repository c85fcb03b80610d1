import Support

extension FirmwareModel {
  /// `manifest.json`: what the files were made from, and their hashes.
  func manifest(_ files: [FirmwareFile]) -> String {
    var members: [(key: String, value: JSON)] = [
      ("manifest", 1), ("streamnet", .string(toolVersion)), ("model", .string(graph.name)),
      ("model_sha256", .string(modelHash)), ("graph_sha256", .string(program.original.structuralHash)),
      ("policy", .string(policy)), ("board", .string(board)), ("input", .string(program.input.rawValue)),
      ("arena_bytes", .integer(placement.peak)),
    ]
    if !hasOneArena {
      let list = arenas.map { JSON.object([("memory", .string($0.memory)), ("bytes", .integer($0.bytes))]) }
      members.append(("arenas", .array(list)))
    }
    let entries = files.sorted { $0.path < $1.path }.map { file in
      JSON.object([
        ("path", .string(file.path)), ("bytes", .integer(file.bytes.count)),
        ("sha256", .string(SHA256.hash(file.bytes).hex)),
      ])
    }
    return JSON.object(members + [("files", .array(entries))]).rendered(pretty: true)
  }
}
