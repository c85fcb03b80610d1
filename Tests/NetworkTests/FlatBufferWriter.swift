/// A value of a FlatBuffer, for models that no converter would write.
indirect enum Flat {
  case byte(Int)
  case word(Int)
  case long(Int)
  case table([Int: Flat])
  case tables([Flat])
  case bytes([UInt8])
  case words([Int])
  case longs([Int])
  /// One vector of words that all users of the name point to.
  case shared(String, [Int])

  static func text(_ text: String) -> Flat { .bytes(Array(text.utf8)) }
  static func reals(_ reals: [Float]) -> Flat { .words(reals.map { Int($0.bitPattern) }) }

  /// Bytes in its table.
  fileprivate var size: Int {
    switch self {
    case .byte: 1
    case .long: 8
    default: 4
    }
  }
}

/// Writes a FlatBuffer, breadth first, so that every offset points forward.
struct FlatBufferWriter {
  private(set) var bytes: [UInt8]
  private var pending: [(place: Int, value: Flat)] = []
  private var shared: [(place: Int, name: String, elements: [Int])] = []

  /// The file with `root` as its root table.
  static func write(_ root: Flat, identifier: String = "TFL3") -> [UInt8] {
    var writer = FlatBufferWriter(bytes: [0, 0, 0, 0] + Array(identifier.utf8))
    writer.pending = [(0, root)]
    var next = 0
    while next < writer.pending.count {
      writer.place(writer.pending[next].value, for: writer.pending[next].place)
      next += 1
    }
    var positions: [String: Int] = [:]
    for (place, name, elements) in writer.shared {
      let position = positions[name] ?? writer.bytes.count
      if positions[name] == nil { writer.appendVector(elements, size: 4) }
      positions[name] = position
      writer.patch(place, position - place, size: 4)
    }
    return writer.bytes
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func place(_ value: Flat, for place: Int) {
    switch value {
    case .table(let fields): placeTable(fields, for: place)
    case .shared(let name, let elements): shared.append((place, name, elements))
    case .tables(let elements):
      patch(place, bytes.count - place, size: 4)
      append(elements.count, size: 4)
      for element in elements {
        pending.append((bytes.count, element))
        append(0, size: 4)
      }
    case .bytes(let elements):
      patch(place, bytes.count - place, size: 4)
      appendVector(elements.map(Int.init), size: 1)
    case .words(let elements):
      patch(place, bytes.count - place, size: 4)
      appendVector(elements, size: 4)
    case .longs(let elements):
      patch(place, bytes.count - place, size: 4)
      appendVector(elements, size: 8)
    case .byte(let number): patch(place, number, size: 1)
    case .word(let number): patch(place, number, size: 4)
    case .long(let number): patch(place, number, size: 8)
    }
  }

  private mutating func placeTable(_ fields: [Int: Flat], for place: Int) {
    let slots = (fields.keys.max() ?? -1) + 1
    let vtable = bytes.count
    append(4 + 2 * slots, size: 2)
    append(0, size: 2)
    var offset = 4
    for slot in 0..<slots {
      append(fields[slot] == nil ? 0 : offset, size: 2)
      offset += fields[slot]?.size ?? 0
    }
    patch(vtable + 2, offset, size: 2)
    patch(place, bytes.count - place, size: 4)
    append(bytes.count - vtable, size: 4)
    for slot in 0..<slots {
      guard let field = fields[slot] else { continue }
      pending.append((bytes.count, field))
      append(0, size: field.size)
    }
  }

  private mutating func appendVector(_ elements: [Int], size: Int) {
    append(elements.count, size: 4)
    for element in elements { append(element, size: size) }
  }

  private mutating func append(_ number: Int, size: Int) {
    for index in 0..<size { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }

  private mutating func patch(_ place: Int, _ number: Int, size: Int) {
    for index in 0..<size { bytes[place + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
  }
}

/// A model for tests, with the tables of the TensorFlow Lite schema.
struct TFLiteSample {
  var version = 3
  var subgraphs = 1
  var codes: [Flat] = []
  var tensors: [Flat] = []
  var operators: [Flat] = []
  var inputs: [Int] = [0]
  var outputs: [Int] = [1]
  /// Buffer 0 is empty.
  var buffers: [Flat] = [.table([:])]

  /// Adds a tensor and gives its index; with data it is a constant.
  @discardableResult
  mutating func tensor(
    _ label: String, _ shape: [Int], type: Int = 9, data: [UInt8]? = nil, more: [Int: Flat] = [:]
  ) -> Int {
    var fields: [Int: Flat] = [
      0: .words(shape), 1: .byte(type), 3: .text(label),
      4: .table([2: .reals([0.5]), 3: .longs([0])]),
    ]
    if let data {
      fields[2] = .word(buffers.count)
      buffers.append(.table([0: .bytes(data)]))
    }
    tensors.append(.table(fields.merging(more) { $1 }))
    return tensors.count - 1
  }

  mutating func add(
    code: Int, inputs: [Int], outputs: [Int], options: (type: Int, fields: [Int: Flat])? = nil
  ) {
    var fields: [Int: Flat] = [0: .word(codes.count), 1: .words(inputs), 2: .words(outputs)]
    if let options {
      fields[3] = .byte(options.type)
      fields[4] = .table(options.fields)
    }
    codes.append(.table([0: .byte(min(code, 127)), 3: .word(code)]))
    operators.append(.table(fields))
  }

  var bytes: [UInt8] {
    let subgraph = Flat.table([
      0: .tables(tensors), 1: .words(inputs), 2: .words(outputs), 3: .tables(operators),
    ])
    return FlatBufferWriter.write(
      .table([
        0: .word(version), 1: .tables(codes), 2: .tables(Array(repeating: subgraph, count: subgraphs)),
        4: .tables(buffers),
      ]))
  }

  var findings: String { TFLiteFixtures.findings(bytes, name: "m") }

  /// A RELU of an input of 1 x 2 x 2 x 1.
  static var relu: TFLiteSample {
    var sample = TFLiteSample()
    sample.tensor("serving default:0", [1, 2, 2, 1])
    sample.tensor("relu", [1, 2, 2, 1])
    sample.add(code: 19, inputs: [0], outputs: [1])
    return sample
  }
}
