/// The candidate that `name` was probably meant to be, or nil where none is near.
///
/// Near means: a distance, without regard to case, of 0 for up to 2 characters, 1 for up to 4, 2 for up to 8
/// and 3 above. Of equally near candidates the first wins.
/// - Complexity: O(candidates); names above 100 scalars have no suggestion.
package func suggestion(for name: String, among candidates: [String]) -> String? {
  let longest = 100
  guard name.utf8.count <= 4 * longest else { return nil }
  let wanted = Array(name.lowercased().unicodeScalars)
  guard wanted.count <= longest else { return nil }
  var nearest: (candidate: String, distance: Int)?
  for candidate in candidates where candidate.utf8.count <= 4 * longest {
    let letters = Array(candidate.lowercased().unicodeScalars)
    let limit = (nearest?.distance).map { $0 - 1 } ?? distanceLimit(forLength: wanted.count)
    guard abs(letters.count - wanted.count) <= limit, letters.count <= longest else { continue }
    let distance = editDistance(wanted, letters)
    if distance <= limit { nearest = (candidate, distance) }
  }
  return nearest?.candidate
}

/// `did you mean "…"?` with the suggestion, or nil where there is none.
package func suggestionHint(for name: String, among candidates: [String]) -> String? {
  suggestion(for: name, among: candidates).map { "did you mean \"\($0)\"?" }
}

private func distanceLimit(forLength length: Int) -> Int {
  switch length {
  case ...2: 0
  case ...4: 1
  case ...8: 2
  default: 3
  }
}

/// The number of insertions, deletions, replacements and swaps of neighbours that turn one text into the
/// other, no part edited twice: the restricted Damerau-Levenshtein distance.
///
/// - Complexity: O(n·m).
private func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...second.count)
  for row in first.indices {
    var current = [row + 1]
    for column in second.indices {
      let same = first[row] == second[column]
      var best = min(previous[column] + (same ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
        best = min(best, beforePrevious[column - 1] + 1)
      }
      current.append(best)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[second.count]
}
