import CLineEditor
import Glibc
import StreamNet

/// A conversation in Lua: at a terminal with prompts, and with history and completion where libedit is there;
/// else line by line.
struct Terminal {
  private let console: LuaConsole
  private let isInteractive = isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0

  init(_ console: LuaConsole) { self.console = console }

  /// Answers until the input ends.
  func converse() {
    let isEdited = isInteractive && line_editor_open() != 0
    if isEdited {
      Completion.console = console
      line_editor_complete_with(Completion.words)
      if let path = historyPath { line_editor_read_history(path) }
    }
    if isInteractive {
      print("streamnet \(Toolkit.version), Lua 5.4. The end of input (Ctrl-D) ends the console.")
    }
    var text = ""
    while let line = isEdited ? editedLine(text.isEmpty) : plainLine(text.isEmpty) {
      text += text.isEmpty ? line : "\n\(line)"
      if text.allSatisfy(\.isWhitespace) {
        text = ""
        continue
      }
      switch console.answer(text) {
      case .unfinished: continue
      case .shown(let answer): if !answer.isEmpty { print(answer) }
      case .failed(let failure): for line in failure.lines { complain("error: \(line)") }
      }
      if isEdited { line_editor_remember(text.replacing("\n", with: " ")) }
      text = ""
    }
    if !text.isEmpty { complain("error: input: the text is unfinished") }
    if isInteractive { print() }
    if isEdited, let path = historyPath { line_editor_write_history(path) }
    Completion.console = nil
  }

  private func prompt(_ isFirst: Bool) -> String { isFirst ? "> " : ">> " }

  private func editedLine(_ isFirst: Bool) -> String? {
    guard let line = line_editor_read(prompt(isFirst)) else { return nil }
    defer { free(line) }
    return String(cString: line)
  }

  private func plainLine(_ isFirst: Bool) -> String? {
    if isInteractive {
      print(prompt(isFirst), terminator: "")
      fflush(nil)
    }
    return readLine()
  }

  /// The file of earlier lines, in the user's folder; nil where there is none.
  private var historyPath: String? {
    guard let home = getenv("HOME").map({ String(cString: $0) }), !home.isEmpty else { return nil }
    return "\(home)/.streamnet_history"
  }
}

/// The console that the line editor, which is one for the process, asks for completions.
private enum Completion {
  nonisolated(unsafe) static var console: LuaConsole?

  static let words: line_editor_completer = { word in
    guard let word, let console else { return nil }
    let words = console.completions(of: String(cString: word))
    let size = (words.count + 1) * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride
    guard let list = malloc(size)?.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self) else {
      return nil
    }
    for (index, word) in words.enumerated() { list[index] = strdup(word) }
    list[words.count] = nil
    return list
  }
}
