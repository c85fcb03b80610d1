import CFirmware

/// The C files that generated projects are made of, as they are compiled on the host and on the target.
package enum EmbeddedText {
  /// The bytes of a file by name; nil where there is none.
  package static func bytes(_ name: String) -> [UInt8]? {
    var entry = cfirmware_texts()!
    while let text = entry.pointee.name {
      if String(cString: text) == name {
        return [UInt8](UnsafeBufferPointer(start: entry.pointee.bytes, count: Int(entry.pointee.count)))
      }
      entry += 1
    }
    return nil
  }

  /// The files whose names begin with a folder, such as `emulator/`, without it; in alphabetical order.
  package static func files(in folder: String) -> [FirmwareFile] {
    var files: [FirmwareFile] = []
    var entry = cfirmware_texts()!
    while let text = entry.pointee.name {
      let name = String(cString: text)
      if name.hasPrefix(folder), let bytes = bytes(name) {
        files.append(FirmwareFile(path: String(name.dropFirst(folder.count)), bytes: bytes))
      }
      entry += 1
    }
    return files
  }

  /// A file and every header of ours that it includes, directly or not, each once and in that order.
  static func closure(of names: [String]) -> [String] {
    var found: [String] = []
    var pending = names
    while !pending.isEmpty {
      let name = pending.removeFirst()
      guard !found.contains(name), let bytes = bytes(name) else { continue }
      found.append(name)
      pending += includes(of: bytes)
    }
    return found
  }

  /// The files that a C file includes by names in quotes.
  static func includes(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: "#include \"".utf8) }.map { line in
      String(decoding: line.dropFirst(10).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
  }
}
