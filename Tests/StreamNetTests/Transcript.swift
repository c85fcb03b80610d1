/// The commands of a Markdown text, with what they print, and the files it shows, in the order of the text.
///
/// A block marked `console` holds commands behind `$ `, each followed by its output, in which a line `...`
/// stands for any lines. `<!-- not run -->` in the line before a block leaves it out; `<!-- file: NAME -->`
/// makes the block, of any kind, a file of that name.
struct Transcript {
  enum Part {
    case command(Command)
    case file(name: String, text: String)
  }

  struct Command {
    /// Its line in the text, from 1.
    var line: Int
    var text: String
    var output: [String]
  }

  private(set) var parts: [Part] = []

  init(markdown: String) {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var index = 0
    while index < lines.count {
      guard lines[index].hasPrefix("```") else {
        index += 1
        continue
      }
      let start = index + 1
      let end = lines[start...].firstIndex { $0 == "```" } ?? lines.count
      read(lines[start..<end], language: lines[index].dropFirst(3), marker: index > 0 ? lines[index - 1] : "")
      index = end + 1
    }
  }

  var commands: [Command] {
    parts.compactMap { if case .command(let command) = $0 { command } else { nil } }
  }

  private mutating func read(_ block: ArraySlice<String>, language: Substring, marker: String) {
    let file = "<!-- file: "
    if marker.hasPrefix(file) {
      let name = String(marker.dropFirst(file.count).prefix { $0 != " " })
      parts.append(.file(name: name, text: block.map { $0 + "\n" }.joined()))
    } else if language == "console", marker != "<!-- not run -->" {
      readCommands(block)
    }
  }

  private mutating func readCommands(_ block: ArraySlice<String>) {
    var command: Command?
    for (index, line) in zip(block.indices, block) {
      if line.hasPrefix("$ ") {
        if let command { parts.append(.command(command)) }
        command = Command(line: index + 1, text: String(line.dropFirst(2)), output: [])
      } else {
        command?.output.append(line)
      }
    }
    if let command { parts.append(.command(command)) }
  }
}

extension Transcript.Command {
  /// Why an output is not the one shown, nil where it is. Blank lines at the end do not count.
  func difference(from printed: [String]) -> String? {
    let (shown, printed) = (withoutBlankEnd(output), withoutBlankEnd(printed))
    var position = 0
    var isAnywhere = false
    for line in shown {
      if line == "..." {
        isAnywhere = true
        continue
      }
      let found = isAnywhere ? printed[position...].firstIndex(of: line) : position
      guard let found, found < printed.count, printed[found] == line else {
        let rest = printed.dropFirst(position).prefix(isAnywhere ? printed.count : 1)
        return "expected: \(line)\nprinted:  \(rest.isEmpty ? "nothing more" : rest.joined(separator: "\n"))"
      }
      position = found + 1
      isAnywhere = false
    }
    return isAnywhere || position == printed.count ? nil : "also printed: \(printed[position])"
  }

  private func withoutBlankEnd(_ lines: [String]) -> [String] {
    lines.dropLast(lines.reversed().prefix { $0.isEmpty }.count)
  }
}
