import Support

extension TFLiteReader {
  /// The findings with one an operator: its first, with the types and shapes of the operands, and with what
  /// else is wrong as the hint. Findings about something else, and about single tensors, stay as they are.
  func onePerOperator(_ findings: [Diagnostic]) -> [Diagnostic] {
    var nodes: [Location: Int] = [:]
    for index in file.operators.indices { nodes[location(index)] = index }
    var messages: [Location: [String]] = [:]
    var seen = Set<Diagnostic>()
    let distinct = findings.filter { seen.insert($0).inserted }
    for finding in distinct {
      if let place = finding.location { messages[place, default: []].append(finding.message) }
    }
    var merged: [Diagnostic] = []
    for var finding in distinct {
      guard let place = finding.location, let node = nodes[place] else {
        merged.append(finding)
        continue
      }
      guard let all = messages.removeValue(forKey: place) else { continue }
      finding.message += " (\(file.summary(of: file.operators[node])))"
      let hints = [finding.hint, TFLiteReader.alsoHint(all.dropFirst())].compactMap { $0 }
      finding.hint = hints.isEmpty ? nil : hints.joined(separator: "; ")
      merged.append(finding)
    }
    return merged
  }

  private static func alsoHint(_ messages: ArraySlice<String>) -> String? {
    let longest = 4
    guard !messages.isEmpty else { return nil }
    let more = messages.count > longest ? ", and \(messages.count - longest) more" : ""
    return "also: " + messages.prefix(longest).joined(separator: ", ") + more
  }
}
