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
  /// Into how many groups the channels of a filter are cut so that some compute rows again and others don't; none
  /// where nothing is computed again.
  package var groups: Int?
  /// Stages that may have more forms than these are not gone through whole.
  package var exhaustiveForms: Int
  /// The same where forms that compute rows again are among them.
  package var exhaustiveTradingForms: Int

  package init(
    columns: [Int] = [1, 2, 4, 8], rows: [Int] = [1, 2, 3, 4, 6], groups: Int? = 4,
    exhaustiveForms: Int = 100,
    exhaustiveTradingForms: Int = 6000
  ) {
    self.columns = columns
    self.rows = rows
    self.groups = groups
    self.exhaustiveForms = exhaustiveForms
    self.exhaustiveTradingForms = exhaustiveTradingForms
  }
}

/// Operators that no stage divides.
package struct SearchPart: Sendable, Hashable {
  package var operators: ClosedRange<OperatorIndex>
  /// The operator whose result may be computed again for every row: what expands the channels for a window.
  package var expansion: OperatorIndex?
  /// The channels of the filter behind the expansion where both can be cut into groups of them.
  package var channels: Int?
  /// The tensor that it reads, and nothing else does, and what a copy of it is called, where it may read one.
  package var source: Source?

  package struct Source: Sendable, Hashable {
    package var tensor: String
    package var copy: String
  }

  package init(
    operators: ClosedRange<OperatorIndex>, expansion: OperatorIndex? = nil, channels: Int? = nil,
    source: Source? = nil
  ) {
    self.operators = operators
    self.expansion = expansion
    self.channels = channels
    self.source = source
  }
}

/// How the operators of a part run.
package enum PartForm: Sendable, Hashable {
  /// One after the other, whole rows.
  case rows
  /// Tile by tile of so many columns, one after the other inside a tile; of what they read they may keep a copy of
  /// their own.
  case tiles(columns: Int, copies: Bool = false)
  /// The same, and what expands the channels keeps columns only: its rows are computed again.
  case again(rows: Int, columns: Int, copies: Bool = false)
  /// In groups of channels.
  case grouped(ChannelGroups)

  /// Whether it is for trading work for memory.
  package var isAgain: Bool {
    switch self {
    case .rows, .tiles: false
    case .again, .grouped: true
    }
  }
}

extension PartForm {
  /// Whether all rows are computed again, as few at a time as can be, group by group.
  var holdsNothing: Bool {
    if case .grouped(let groups) = self { return groups.kept == 0 && groups.rows == 1 }
    return false
  }
}

/// How a filter and what expands its channels run in groups of channels.
package struct ChannelGroups: Sendable, Hashable {
  /// The channels of each group.
  package var channels: [Int]
  /// How many groups keep rows; those behind them compute them again.
  package var kept: Int
  /// How many rows are made at a time where rows are computed again.
  package var rows: Int
  package var columns: Int
  /// Whether each group makes its rows by itself, and what narrows the channels reads them when all are there:
  /// windows of groups then share memory. Else groups follow each other in each tile.
  package var isApart: Bool
}

extension PartForm {
  /// Whether its tiles are wider than the narrowest of a space.
  func isWide(_ space: SearchSpace) -> Bool {
    if case .tiles(let columns, _) = self { return columns != space.columns.first }
    return false
  }

  /// Whether it keeps a copy of what it reads.
  var copies: Bool {
    switch self {
    case .tiles(_, let copies), .again(_, _, let copies): copies
    case .rows, .grouped: false
    }
  }

  /// The same form without a copy.
  var withoutCopies: PartForm {
    switch self {
    case .tiles(let columns, _): .tiles(columns: columns)
    case .again(let rows, let columns, _): .again(rows: rows, columns: columns)
    case .rows, .grouped: self
    }
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
    let narrow = columns.prefix(1)
    var forms = [PartForm.rows] + columns.map { .tiles(columns: $0) }
    if part.source != nil { forms += narrow.map { .tiles(columns: $0, copies: true) } }
    for copies in part.source == nil ? [false] : [false, true] where part.expansion != nil {
      for rows in rows { forms += narrow.map { .again(rows: rows, columns: $0, copies: copies) } }
    }
    return forms + groupedForms(of: part)
  }

  private func groupedForms(of part: SearchPart) -> [PartForm] {
    guard let groups, let channels = part.channels, channels >= 4 * groups, let width = columns.first else {
      return []
    }
    let bounds = (0...groups).map { channels * $0 / groups / 4 * 4 }.dropLast() + [channels]
    let sizes = zip(bounds, bounds.dropFirst()).map { $1 - $0 }
    var forms: [PartForm] = []
    for kept in 1..<groups {
      for rows in rows {
        let two = [bounds[kept], channels - bounds[kept]]
        forms.append(
          .grouped(ChannelGroups(channels: two, kept: 1, rows: rows, columns: width, isApart: false)))
      }
    }
    for kept in 0...groups {
      for rows in kept == groups ? [1] : rows {
        forms.append(
          .grouped(ChannelGroups(channels: sizes, kept: kept, rows: rows, columns: width, isApart: true)))
      }
    }
    return rows.isEmpty ? [] : forms
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
      let isCut = expansion.map { producerOfChannels(of: $0 + 1) == $0 } ?? false
      parts.append(
        SearchPart(
          operators: first...last, expansion: expansion,
          channels: isCut ? tensors[operators[first + 1].outputs[0]].shape.channels : nil,
          source: source(of: first...last, consumers)))
      first = last + 1
    }
    return parts
  }

  /// What some operators alone read, from the first on, if it may be copied.
  private func source(
    of part: ClosedRange<OperatorIndex>, _ consumers: [[OperatorIndex]]
  ) -> SearchPart.Source? {
    let read = activations(of: operators[part.lowerBound]).map(\.tensor)
    guard read.count == 1, tensors[read[0]].type == .int8, consumers[read[0]].allSatisfy(part.contains) else {
      return nil
    }
    let name = tensors[read[0]].name
    return SearchPart.Source(tensor: name, copy: nameOfCopy(of: name))
  }

  /// The variant that a form over some parts is of.
  package func variant(_ form: StageForm, of parts: ArraySlice<SearchPart>) -> GraphVariant {
    var variant = GraphVariant()
    guard case .pulled(_, let forms) = form else { return variant }
    for (part, form) in zip(parts, forms) {
      if case .grouped(let cut) = form {
        variant.groups[operators[part.expansion! + 1].name] = cut.channels
      }
      if form.copies { variant.copies.insert(part.source!.tensor) }
    }
    return variant
  }

  /// The inner stages of a part in groups of channels, and what they keep (``grouped(_:)`` has the names).
  private func innerStages(
    _ groups: ChannelGroups, of part: SearchPart, keep: inout [String: Stage.Keep]
  ) -> [InnerStage] {
    let (expansion, filter) = (operators[part.expansion!].name, operators[part.expansion! + 1].name)
    let last = operators[part.operators.upperBound].name
    keep[expansion] = nil
    var inner: [InnerStage] = []
    for group in 1...groups.channels.count {
      let isKept = group <= groups.kept
      keep["\(expansion).\(group)"] = isKept ? .xy : .x
      keep["\(filter).\(group)"] = .xy
      guard groups.isApart else { continue }
      inner.append(
        InnerStage(
          first: "\(expansion).\(group)", last: "\(filter).\(group)",
          tile: Tile(rows: isKept ? 1 : groups.rows, columns: groups.columns)))
    }
    let first = groups.isApart ? filter : "\(expansion).1"
    let rows = groups.isApart ? 1 : groups.rows
    return inner + [InnerStage(first: first, last: last, tile: Tile(rows: rows, columns: groups.columns))]
  }

  /// The stages of a form over some parts, in their variant of the graph.
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
      case .tiles(let columns, _): tile = Tile(rows: 1, columns: columns)
      case .again(let rows, let columns, _):
        tile = Tile(rows: rows, columns: columns)
        keep[tensors[operators[part.expansion!].outputs[0]].name] = .x
      case .grouped(let groups):
        inner += innerStages(groups, of: part, keep: &keep)
        continue
      }
      let copy = form.copies ? part.source!.copy : nil
      if let copy { keep[copy] = .xy }
      inner.append(
        InnerStage(
          first: copy ?? operators[part.operators.lowerBound].name,
          last: operators[part.operators.upperBound].name, tile: tile))
    }
    return [
      Stage(
        last: operators[inside.upperBound].name, tile: Tile(rows: isAhead ? nil : 1, columns: nil),
        keep: keep,
        order: .pull, scan: scan, inner: inner)
    ]
  }
}
