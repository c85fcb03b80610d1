import Network

/// The schedules that a search chooses among.
///
/// A graph is a row of parts (``SearchPart``). A schedule is a row of stages of whole parts; a stage is either its
/// operators layer by layer, or pulls single rows, from the top down or from the bottom up, everything kept but
/// what a part computes again; each part runs in one of its forms (``PartForm``). Only stages that can be lowered
/// are in the space.
package struct SearchSpace: Sendable, Hashable {
  /// The widths of tiles inside parts.
  package var columns: [Int]
  /// How many rows parts make at a time that compute rows again; empty where nothing is computed again.
  package var rows: [Int]
  /// Stages that may have more forms than these are not gone through whole.
  package var exhaustiveForms: Int

  package init(columns: [Int] = [1, 2, 4, 8], rows: [Int] = [1, 2, 3, 4, 6], exhaustiveForms: Int = 300) {
    self.columns = columns
    self.rows = rows
    self.exhaustiveForms = exhaustiveForms
  }
}

/// Operators that no stage divides.
package struct SearchPart: Sendable, Hashable {
  package var operators: ClosedRange<OperatorIndex>
  /// The operator whose result may be computed again for every row: what expands the channels for a window.
  package var expansion: OperatorIndex?

  package init(operators: ClosedRange<OperatorIndex>, expansion: OperatorIndex? = nil) {
    self.operators = operators
    self.expansion = expansion
  }
}

/// How the operators of a part run.
package enum PartForm: Sendable, Hashable {
  /// One after the other, whole rows.
  case rows
  /// Tile by tile of so many columns, one after the other inside a tile.
  case tiles(columns: Int)
  /// The same, and what expands the channels keeps columns only: its rows are computed again.
  case again(rows: Int, columns: Int)

  package var isAgain: Bool {
    if case .again = self { return true }
    return false
  }
}

extension PartForm {
  /// Whether its tiles are wider than the narrowest of a space.
  func isWide(_ space: SearchSpace) -> Bool {
    if case .tiles(let columns) = self { return columns != space.columns.first }
    return false
  }
}

/// The form of one stage.
package enum StageForm: Sendable, Hashable {
  /// Every operator a stage of its own.
  case layers
  case pulled(scan: Stage.Scan, parts: [PartForm])

  /// Whether anything is computed again.
  var isAgain: Bool {
    if case .pulled(_, let parts) = self { return parts.contains(where: \.isAgain) }
    return false
  }
}

extension SearchSpace {
  /// The forms of a part, those that keep everything first.
  package func forms(of part: SearchPart) -> [PartForm] {
    guard part.operators.count > 1 else { return [.rows] }
    var forms = [PartForm.rows] + columns.map { .tiles(columns: $0) }
    if part.expansion != nil {
      for rows in rows { forms += columns.prefix(1).map { .again(rows: rows, columns: $0) } }
    }
    return forms
  }
}

extension Graph {
  /// The graph as a row of parts: a window over the pixels of each channel, together with what expands the
  /// channels before it, what narrows them behind it and what is added to that, where nothing else reads what is
  /// between; what makes an image together with its sum; every other operator alone.
  package func searchParts() -> [SearchPart] {
    let consumers = consumers()
    var parts: [SearchPart] = []
    /// Whether an operator's result is for the next operator alone.
    func isForNext(_ index: OperatorIndex) -> Bool {
      let result = operators[index].outputs[0]
      return index + 1 < operators.count && consumers[result] == [index + 1] && !outputs.contains(result)
    }
    func windows(_ index: OperatorIndex) -> [Window] {
      let node = operators[index]
      let operands = operands(of: node)
      return activations(of: node).map { node.kind.window(of: $0.operand, operands) }
    }
    func isFilter(_ index: OperatorIndex) -> Bool {
      let windows = windows(index)
      return windows.count == 1 && windows[0].channels == .identity && windows[0].rows.numerator > 0
        && windows[0].rows.extent > 1
    }
    func isPointwise(_ index: OperatorIndex) -> Bool {
      let windows = windows(index)
      return windows.count == 1 && windows[0].rows == .identity && windows[0].columns == .identity
        && windows[0].channels.numerator == 0
    }
    func isElementwise(_ index: OperatorIndex) -> Bool { windows(index).allSatisfy { $0 == .identity } }

    var first = 0
    while first < operators.count {
      var last = first
      var expansion: OperatorIndex?
      if isForNext(first), isFilter(first + 1), !isFilter(first) {
        expansion = first
        last = first + 1
      }
      if isFilter(last) {
        if isForNext(last), isPointwise(last + 1) { last += 1 }
        if isForNext(last), isElementwise(last + 1) { last += 1 }
      }
      if isForNext(last), operators[last + 1].kind.addsUp { last += 1 }
      parts.append(SearchPart(operators: first...last, expansion: expansion))
      first = last + 1
    }
    return parts
  }

  /// The stages of a form over some parts.
  package func stages(_ form: StageForm, of parts: ArraySlice<SearchPart>) -> [Stage] {
    let inside = parts.first!.operators.lowerBound...parts.last!.operators.upperBound
    guard case .pulled(let scan, let forms) = form else {
      return inside.map { Stage(last: operators[$0].name) }
    }
    var keep: [String: Stage.Keep] = [:]
    for index in inside.dropLast() { keep[tensors[operators[index].outputs[0]].name] = .xy }
    var inner: [InnerStage] = []
    // Rows are made before they are needed only within one row of tiles.
    let isAhead = forms.contains(where: \.isAgain)
    for (part, form) in zip(parts, forms) {
      let tile: Tile
      switch form {
      case .rows: continue
      case .tiles(let columns): tile = Tile(rows: 1, columns: columns)
      case .again(let rows, let columns):
        tile = Tile(rows: rows, columns: columns)
        keep[tensors[operators[part.expansion!].outputs[0]].name] = .x
      }
      inner.append(
        InnerStage(
          first: operators[part.operators.lowerBound].name, last: operators[part.operators.upperBound].name,
          tile: tile))
    }
    return [
      Stage(
        last: operators[inside.upperBound].name, tile: Tile(rows: isAhead ? nil : 1, columns: nil),
        keep: keep,
        order: .pull, scan: scan, inner: inner)
    ]
  }
}
