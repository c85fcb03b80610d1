extension String {
  /// The text on one line, so that a name out of a hostile file cannot forge a second message: control
  /// characters and Unicode's line and paragraph separators become blanks.
  package var onSingleLine: String {
    String(
      unicodeScalars.map { scalar -> Character in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: " "
        default: Character(scalar)
        }
      })
  }

  /// The text in double quotes for a message, cut after 60 scalars, so that a key of a megabyte makes a
  /// short message.
  package var quoted: String {
    let longest = 60
    let start = unicodeScalars.prefix(longest)
    return start.endIndex == endIndex ? "\"\(self)\"" : "\"\(Substring(start))…\""
  }
}
