import Network

/// The bytes that live at each moment of a stage that pulls rows, from the runs of its parts.
///
/// It says what ``StagePlanner/estimate(_:first:placement:nodeLimit:)`` says of bounds, for the same stage in other
/// forms, without lowering any of them.
struct StageOutline: Sendable {
  struct Load: Sendable {
    /// No placement is lower.
    var bound: Int
    /// What exceeds the bytes asked for, summed over all moments.
    var excess: Int
  }

  /// What is compared with the bytes asked for.
  struct Limit: Sendable, Equatable {
    var bytes: Int
    /// How many quarters of a ring count while one of its rows lives, beside the rows that live: none is what no
    /// placement is below, four is what rings at fixed places without a part in common take.
    var reserve = 0
  }

  private struct Place: Sendable {
    /// Where its rows begin in the walk's arrays.
    var base: Int
    var rows: Int
    var rowBytes: Int
    var isGiven: Bool
    var isWanted: Bool
    var isStreamed: Bool
    /// Whether rows that nothing read arrive behind the stage.
    var arrivesWhole: Bool
  }

  /// Tensors that the stage reads or makes or that live across it.
  private var places: [Place] = []
  /// For each tensor of the graph its place, -1 for none.
  private var placeOf: [Int]
  private var rowCount = 0

  /// - Parameters:
  ///   - operators: those of the stage.
  ///   - program: any program of the graph; its stages are not looked at.
  init(_ operators: ClosedRange<OperatorIndex>, of program: Program, _ cuts: [Cut]) {
    let graph = program.graph
    placeOf = Array(repeating: -1, count: graph.tensors.count)
    let isStreamed = program.input == .streamed
    let before = operators.lowerBound == 0 ? [] : cuts[operators.lowerBound - 1].crossing
    var given = Set(before)
    if isStreamed {
      given.subtract(graph.inputs)
    } else if operators.lowerBound == 0 {
      given.formUnion(graph.inputs)
    }
    let wanted = Set(cuts[operators.upperBound].crossing).union(graph.outputs)
    let last = graph.operators[operators.upperBound].outputs[0]
    var tensors = given
    for index in operators {
      tensors.insert(graph.operators[index].outputs[0])
      for operand in program.operands[index] { tensors.insert(operand.tensor) }
    }
    let streamedInputs = program.streamedInputs
    for tensor in tensors.sorted() {
      let value = graph.tensors[tensor]
      let input = streamedInputs.first { $0.tensor == tensor }
      placeOf[tensor] = places.count
      places.append(
        Place(
          base: rowCount, rows: value.shape.rows, rowBytes: value.shape.columns * value.pixelBytes,
          isGiven: given.contains(tensor), isWanted: wanted.contains(tensor) || tensor == last,
          isStreamed: input != nil, arrivesWhole: input.map { operators.contains($0.lastReader) } ?? false))
      rowCount += value.shape.rows
    }
  }

  /// What lives in a form.
  ///
  /// - Complexity: O(runs * reads + rows + moments).
  func load(of parts: [PartScript], above limit: Limit = Limit(bytes: .max / 8)) -> Load {
    var walk = Walk(self, parts)
    walk.go()
    return walk.load(above: limit)
  }

  private struct Walk {
    private let outline: StageOutline
    private let units: [UnitScript]
    /// For each place the unit that makes it, -1 for none.
    private var makers: [Int]
    private var next: [Int]
    /// For each unit behind which row of its result it is.
    private var made: [Int]
    /// For each unit where its runs begin in ``moments``.
    private var firstRuns: [Int]
    private var moments: [Int]
    /// For each place of a streamed input the rows that arrived.
    private var arrived: [Int]
    private var starts: [Int]
    private var ends: [Int]
    private var now = 0

    init(_ outline: StageOutline, _ parts: [PartScript]) {
      self.outline = outline
      units = parts.flatMap(\.units)
      makers = Array(repeating: -1, count: outline.places.count)
      next = Array(repeating: 0, count: units.count)
      made = next
      firstRuns = []
      var runs = 0
      for (index, unit) in units.enumerated() {
        makers[outline.placeOf[unit.result]] = index
        firstRuns.append(runs)
        runs += unit.runs.count
      }
      moments = Array(repeating: 0, count: runs)
      arrived = Array(repeating: 0, count: outline.places.count)
      starts = Array(repeating: .min, count: outline.rowCount)
      ends = starts
      for place in outline.places where place.isGiven {
        for row in place.base..<place.base + place.rows { (starts[row], ends[row]) = (-1, -1) }
      }
    }

    mutating func go() {
      let last = units.count - 1
      if units[last].addsUp { write(outline.placeOf[units[last].result], 0..<1) }
      while next[last] < units[last].runs.count { step(last) }
      for (index, place) in outline.places.enumerated() where place.arrivesWhole {
        while arrived[index] < place.rows { fetch(index) }
      }
    }

    private mutating func write(_ place: Int, _ rows: Range<Int>) {
      let base = outline.places[place].base
      for row in rows {
        if starts[base + row] == .min { starts[base + row] = now }
        ends[base + row] = now
      }
      now += 1
    }

    private mutating func fetch(_ place: Int) {
      write(place, arrived[place]..<arrived[place] + 1)
      arrived[place] += 1
    }

    /// One run of a unit, behind what it lacks (``StageWalk``).
    private mutating func step(_ index: Int) {
      let unit = units[index]
      let run = unit.runs[next[index]]
      for position in run.reads {
        let read = unit.reads[position]
        let maker = makers[outline.placeOf[read.tensor]]
        guard maker >= 0 else { continue }
        while made[maker] < read.rows.upperBound, next[maker] < units[maker].runs.count { step(maker) }
      }
      for position in run.reads {
        let read = unit.reads[position]
        let place = outline.placeOf[read.tensor]
        guard outline.places[place].isStreamed else { continue }
        while arrived[place] < read.rows.upperBound { fetch(place) }
      }
      for position in run.reads {
        let read = unit.reads[position]
        let base = outline.places[outline.placeOf[read.tensor]].base
        for row in base + read.rows.lowerBound..<base + read.rows.upperBound { ends[row] = now }
      }
      moments[firstRuns[index] + next[index]] = now
      next[index] += 1
      if !run.made.isEmpty { made[index] = run.made.upperBound }
      write(outline.placeOf[unit.result], unit.addsUp ? 0..<1 : run.made)
    }

    /// As ``liveBytes(_:inPlace:)`` and ``placementBound(_:inPlace:)`` say it.
    mutating func load(above limit: Limit) -> Load {
      var changes = [Int](repeating: 0, count: now + 3)
      /// The same of rings as wholes, less their rows.
      var reserves = limit.reserve > 0 ? changes : []
      var greatest = 0
      finish()
      for (index, place) in outline.places.enumerated() {
        let overwritten = makers[index] < 0 ? [] : units[makers[index]].overwritten
        let isLate = overwritten.isEmpty ? [] : lastReads(overwritten)
        let isWhole = !place.isStreamed && (place.isWanted || place.isGiven)
        let bytes = (isWhole ? place.rows : slots(place)) * place.rowBytes
        greatest = max(greatest, bytes)
        var (first, last) = (Int.max, Int.min)
        for row in place.base..<place.base + place.rows where starts[row] != .min {
          var start = starts[row]
          if !isLate.isEmpty, isLate[start + 1] { start += 1 }
          guard start <= ends[row] else { continue }
          changes[start + 1] += place.rowBytes
          changes[ends[row] + 2] -= place.rowBytes
          guard limit.reserve > 0, !isWhole else { continue }
          reserves[start + 1] -= place.rowBytes
          reserves[ends[row] + 2] += place.rowBytes
          (first, last) = (min(first, start), max(last, ends[row]))
        }
        if limit.reserve > 0, !isWhole, first <= last {
          reserves[first + 1] += bytes
          reserves[last + 2] -= bytes
        }
      }
      for (index, unit) in units.enumerated() {
        greatest = max(greatest, unit.greatestBuffer)
        let base = firstRuns[index]
        for (run, script) in unit.runs.enumerated() {
          let moment = moments[base + run]
          changes[moment + 1] += script.load
          changes[moment + 2] -= script.load
        }
        for ring in unit.rings {
          var (first, last) = (Int.max, Int.min)
          for row in ring.rows {
            let start = moments[base + row.start]
            let end = moments[base + row.end] - (row.isTakenOver ? 1 : 0)
            changes[start + 1] += ring.rowBytes
            changes[end + 2] -= ring.rowBytes
            guard limit.reserve > 0 else { continue }
            reserves[start + 1] -= ring.rowBytes
            reserves[end + 2] += ring.rowBytes
            (first, last) = (min(first, start), max(last, end))
          }
          if limit.reserve > 0, first <= last {
            reserves[first + 1] += ring.bytes
            reserves[last + 2] -= ring.bytes
          }
        }
      }
      var (live, reserve, highest, excess) = (0, 0, greatest, max(0, greatest - limit.bytes))
      for moment in changes.indices {
        live += changes[moment]
        highest = max(highest, live)
        if limit.reserve > 0 { reserve += reserves[moment] }
        excess += max(0, live + reserve * limit.reserve / 4 - limit.bytes)
      }
      return Load(bound: highest.roundedUp(to: 4), excess: excess)
    }

    /// What is wanted behind the stage lives on.
    private mutating func finish() {
      for place in outline.places where place.isWanted {
        for row in place.base..<place.base + place.rows where starts[row] != .min { ends[row] = now }
      }
    }

    /// For each moment from -1 on whether a row of some tensors is read last then.
    private func lastReads(_ tensors: [TensorIndex]) -> [Bool] {
      var found = [Bool](repeating: false, count: now + 2)
      for tensor in tensors {
        let place = outline.places[outline.placeOf[tensor]]
        for row in place.base..<place.base + place.rows where starts[row] != .min {
          found[ends[row] + 1] = true
        }
      }
      return found
    }

    /// As ``Buffer/slots(for:)``, of rows that begin in order.
    private func slots(_ place: Place) -> Int {
      var slots = 1
      for row in 0..<place.rows where starts[place.base + row] != .min {
        while row + slots < place.rows, starts[place.base + row + slots] != .min,
          starts[place.base + row + slots] <= ends[place.base + row]
        {
          slots += 1
        }
      }
      return slots
    }
  }
}
