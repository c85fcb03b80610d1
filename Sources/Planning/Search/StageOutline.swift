import Network

/// The bytes that live at each moment of a stage that pulls rows, from the runs of its parts.
///
/// It says what ``StagePlanner/estimate(_:first:placement:nodeLimit:)`` says of bounds, for the same stage in other
/// forms, without lowering any of them.
final class StageOutline: Sendable {
  struct Load: Sendable {
    /// No placement is lower.
    var bound: Int
    /// What exceeds the bytes asked for, summed over all moments.
    var excess: Int
    /// The most bytes of a moment with what counts of rings.
    var reserved: Int
  }

  /// What is compared with the bytes asked for.
  struct Limit: Sendable, Equatable {
    var bytes: Int
    /// How many quarters of a ring count while one of its rows lives, beside the rows that live: none is what no
    /// placement is below, four is what rings at fixed places without a part in common take.
    var reserve = 0
  }

  fileprivate struct Place: Sendable {
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
  private let places: [Place]
  private let rowCount: Int
  private let tables: Tables

  /// - Parameters:
  ///   - operators: those of the stage.
  ///   - program: any program of the graph; its stages are not looked at.
  ///   - filters: those that may be cut into groups of channels.
  init(
    _ operators: ClosedRange<OperatorIndex>, of program: Program, _ cuts: [Cut], filters: [OperatorIndex]
  ) {
    let graph = program.graph
    var places: [Place] = []
    var rowCount = 0
    /// For each tensor of the graph its place, -1 for none.
    var placeOf = Array(repeating: -1, count: StageOutline.resultOfGroup(graph.operators.count, 0, graph))
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
    for filter in filters {
      let rows = graph.tensors[graph.operators[filter].outputs[0]].shape.rows
      for group in 0..<StageOutline.mostGroups {
        placeOf[StageOutline.resultOfGroup(filter, group, graph)] = places.count
        places.append(
          Place(
            base: rowCount, rows: rows, rowBytes: 0, isGiven: false, isWanted: false, isStreamed: false,
            arrivesWhole: false))
        rowCount += rows
      }
    }
    (self.places, self.rowCount) = (places, rowCount)
    tables = Tables(places: .copy(of: places), placeOf: .copy(of: placeOf))
  }

  deinit {
    tables.places.deallocate()
    tables.placeOf.deallocate()
  }

  /// The same once more, to be read without being counted.
  private struct Tables: @unchecked Sendable {
    let places: UnsafePointer<Place>
    let placeOf: UnsafePointer<Int>
  }

  /// The groups of channels that a filter may be cut into at most.
  static let mostGroups = 8

  /// What the result of a group of a filter counts as: no tensor of the graph.
  static func resultOfGroup(_ filter: OperatorIndex, _ group: Int, _ graph: Graph) -> TensorIndex {
    graph.tensors.count + filter * mostGroups + group
  }

  /// What lives in a form.
  ///
  /// - Complexity: O(runs * reads + rows + moments).
  func load(of parts: [PartScript], above limit: Limit = Limit(bytes: .max / 8)) -> Load {
    withExtendedLifetime((self, parts)) {
      var walk = Walk(self, parts)
      defer { walk.free() }
      walk.go()
      return walk.load(above: limit)
    }
  }

  /// Many thousands of walks are made in a search, so all they touch is allocated at once and never counted.
  private struct Walk {
    private let outline: StageOutline
    private let units: [UnitScript]
    /// Of each unit its runs and what they read.
    private let runs: UnsafeMutablePointer<UnsafePointer<UnitScript.Run>>
    private let reads: UnsafeMutablePointer<UnsafePointer<UnitScript.Read>>
    private let places: UnsafePointer<Place>
    private let placeOf: UnsafePointer<Int>
    private let memory: UnsafeMutablePointer<Int>
    /// For each place the unit that makes it, -1 for none.
    private let makers: UnsafeMutablePointer<Int>
    private let next: UnsafeMutablePointer<Int>
    /// For each unit how many runs it has.
    private let limits: UnsafeMutablePointer<Int>
    /// For each unit behind which row of its result it is.
    private let made: UnsafeMutablePointer<Int>
    /// For each unit where its runs begin in ``moments``.
    private let firstRuns: UnsafeMutablePointer<Int>
    /// For each unit the place of its result.
    private let results: UnsafeMutablePointer<Int>
    private let moments: UnsafeMutablePointer<Int>
    /// For each place of a streamed input the rows that arrived.
    private let arrived: UnsafeMutablePointer<Int>
    private let starts: UnsafeMutablePointer<Int>
    private let ends: UnsafeMutablePointer<Int>
    private var now = 0

    init(_ outline: StageOutline, _ parts: [PartScript]) {
      self.outline = outline
      units = parts.flatMap(\.units)
      places = outline.tables.places
      placeOf = outline.tables.placeOf
      let placeCount = outline.places.count
      let runCount = units.reduce(0) { $0 + $1.runs.count }
      let count = 2 * placeCount + 5 * units.count + runCount + 2 * outline.rowCount
      memory = .allocate(capacity: count)
      memory.initialize(repeating: 0, count: count)
      var free = memory
      func take(_ count: Int) -> UnsafeMutablePointer<Int> {
        defer { free += count }
        return free
      }
      makers = take(placeCount)
      arrived = take(placeCount)
      next = take(units.count)
      limits = take(units.count)
      made = take(units.count)
      firstRuns = take(units.count)
      results = take(units.count)
      moments = take(runCount)
      starts = take(outline.rowCount)
      ends = take(outline.rowCount)
      runs = .allocate(capacity: units.count)
      reads = .allocate(capacity: units.count)
      makers.update(repeating: -1, count: placeCount)
      var first = 0
      for (index, unit) in units.enumerated() {
        (runs + index).initialize(to: unit.tables.runs)
        (reads + index).initialize(to: unit.tables.reads)
        results[index] = placeOf[unit.result]
        makers[results[index]] = index
        firstRuns[index] = first
        limits[index] = unit.runs.count
        first += unit.runs.count
      }
      starts.update(repeating: .min, count: outline.rowCount)
      for place in outline.places where place.isGiven {
        for row in place.base..<place.base + place.rows { (starts[row], ends[row]) = (-1, -1) }
      }
    }

    func free() {
      memory.deallocate()
      runs.deallocate()
      reads.deallocate()
    }

    mutating func go() {
      let last = units.count - 1
      if units[last].addsUp { write(results[last], 0..<1) }
      while next[last] < limits[last] { step(last) }
      for (index, place) in outline.places.enumerated() where place.arrivesWhole {
        while arrived[index] < place.rows { fetch(index) }
      }
    }

    private mutating func write(_ place: Int, _ rows: Range<Int>) {
      let base = places[place].base
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
      let run = runs[index] + next[index]
      let reads = reads[index]
      for position in run.pointee.reads {
        let read = reads + position
        let maker = makers[placeOf[read.pointee.tensor]]
        guard maker >= 0 else { continue }
        while made[maker] < read.pointee.rows.upperBound, next[maker] < limits[maker] { step(maker) }
      }
      for position in run.pointee.reads {
        let read = reads + position
        let place = placeOf[read.pointee.tensor]
        guard places[place].isStreamed else { continue }
        while arrived[place] < read.pointee.rows.upperBound { fetch(place) }
      }
      for position in run.pointee.reads {
        let read = reads + position
        let base = places[placeOf[read.pointee.tensor]].base
        for row in base + read.pointee.rows.lowerBound..<base + read.pointee.rows.upperBound {
          ends[row] = now
        }
      }
      moments[firstRuns[index] + next[index]] = now
      next[index] += 1
      if !run.pointee.made.isEmpty { made[index] = run.pointee.made.upperBound }
      write(results[index], run.pointee.written)
    }

    /// As ``liveBytes(_:inPlace:)`` and ``placementBound(_:inPlace:)`` say it.
    mutating func load(above limit: Limit) -> Load {
      var changes = [Int](repeating: 0, count: now + 3)
      /// The same of rings as wholes, less their rows.
      var reserves = limit.reserve > 0 ? changes : []
      var greatest = 0
      finish()
      for index in 0..<outline.places.count {
        let place = places[index]
        let overwritten = makers[index] < 0 ? [] : units[makers[index]].overwritten
        let isLate = overwritten.isEmpty ? [] : lastReads(overwritten)
        let isWhole = !place.isStreamed && (place.isWanted || place.isGiven)
        let rowBytes = makers[index] < 0 ? place.rowBytes : units[makers[index]].rowBytes
        let bytes = (isWhole ? place.rows : slots(place)) * rowBytes
        greatest = max(greatest, bytes)
        var (first, last) = (Int.max, Int.min)
        for row in place.base..<place.base + place.rows where starts[row] != .min {
          var start = starts[row]
          if !isLate.isEmpty, isLate[start + 1] { start += 1 }
          guard start <= ends[row] else { continue }
          changes[start + 1] += rowBytes
          changes[ends[row] + 2] -= rowBytes
          guard limit.reserve > 0, !isWhole else { continue }
          reserves[start + 1] -= rowBytes
          reserves[ends[row] + 2] += rowBytes
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
        let script = runs[index]
        for run in 0..<limits[index] {
          let moment = moments[base + run]
          changes[moment + 1] += script[run].load
          changes[moment + 2] -= script[run].load
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
      var reserved = highest
      for moment in changes.indices {
        live += changes[moment]
        highest = max(highest, live)
        if limit.reserve > 0 { reserve += reserves[moment] }
        let needed = live + reserve * limit.reserve / 4
        reserved = max(reserved, needed)
        excess += max(0, needed - limit.bytes)
      }
      return Load(bound: highest.roundedUp(to: 4), excess: excess, reserved: reserved)
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
        let place = places[placeOf[tensor]]
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

extension UnsafePointer {
  /// Memory of its own with these elements, which hold no references.
  static func copy(of elements: [Pointee]) -> UnsafePointer {
    let memory = UnsafeMutablePointer<Pointee>.allocate(capacity: max(elements.count, 1))
    memory.initialize(from: elements, count: elements.count)
    return UnsafePointer(memory)
  }
}
