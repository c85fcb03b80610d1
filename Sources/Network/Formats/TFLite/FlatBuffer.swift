/// A view of bytes in the FlatBuffers encoding, over a file nobody trusts.
///
/// Every access checks that it stays inside the file and throws a ``Problem`` that names what was read. There
/// is no verification pass: a reader pays for what it reads. Positions are sums of an index into the file and
/// 32-bit numbers, so they cannot overflow `Int`. Nothing is copied; alignment is not needed.
/// Source: FlatBuffers' "Internals" (flatbuffers.dev/internals).
struct FlatBuffer: Sendable {
  let bytes: [UInt8]

  /// The integer at a position. O(1).
  func load<Number: FixedWidthInteger>(
    _ type: Number.Type, at position: Int, _ what: @autoclosure () -> String
  ) throws(Problem) -> Number {
    try check(position, size: MemoryLayout<Number>.size, what())
    return bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Number.self))
    }
  }

  /// The position that the offset stored at a position points to.
  func follow(_ position: Int, _ what: @autoclosure () -> String) throws(Problem) -> Int {
    position + Int(try load(UInt32.self, at: position, what()))
  }

  /// The table that the file starts from.
  func root(_ name: String) throws(Problem) -> FlatTable {
    try FlatTable(name, at: try follow(0, name), in: self)
  }

  func check(_ position: Int, size: Int, _ what: @autoclosure () -> String) throws(Problem) {
    guard position >= 0, position <= bytes.count, size <= bytes.count - position else {
      throw Problem(
        "\(what()) would take \(size) bytes at byte \(position) of a file of \(bytes.count)",
        hint: "the file is truncated or damaged")
    }
  }
}

/// A field of a table: its slot in the table's vtable, and its name in the schema.
struct FlatField: Sendable {
  let slot: Int
  let name: String

  init(_ slot: Int, _ name: String) {
    self.slot = slot
    self.name = name
  }
}

/// A table of a ``FlatBuffer``: fields that may each be left out.
struct FlatTable: Sendable {
  let buffer: FlatBuffer
  /// What messages call the table, such as `operator 12`.
  let name: String
  private let position: Int
  private let vtable: Int
  private let vtableSize: Int

  init(_ name: String, at position: Int, in buffer: FlatBuffer) throws(Problem) {
    let distance = Int(try buffer.load(Int32.self, at: position, name))
    vtable = position - distance
    vtableSize = Int(try buffer.load(UInt16.self, at: vtable, "the vtable of \(name)"))
    try buffer.check(vtable, size: vtableSize, "the vtable of \(name)")
    self.buffer = buffer
    self.name = name
    self.position = position
  }

  /// A number, or the schema's default where the file leaves it out.
  func integer<Number: FixedWidthInteger>(_ field: FlatField, default fallback: Number) throws(Problem)
    -> Number
  {
    guard let place = try place(of: field) else { return fallback }
    return try buffer.load(Number.self, at: place, describe(field))
  }

  func boolean(_ field: FlatField) throws(Problem) -> Bool {
    try integer(field, default: UInt8(0)) != 0
  }

  func real(_ field: FlatField) throws(Problem) -> Float {
    Float(bitPattern: try integer(field, default: UInt32(0)))
  }

  func isPresent(_ field: FlatField) throws(Problem) -> Bool { try place(of: field) != nil }

  func table(_ field: FlatField) throws(Problem) -> FlatTable? {
    guard let place = try place(of: field) else { return nil }
    return try FlatTable(describe(field), at: try buffer.follow(place, describe(field)), in: buffer)
  }

  /// A vector of elements of `width` bytes; an empty one where the file leaves it out.
  func vector(_ field: FlatField, width: Int) throws(Problem) -> FlatVector {
    guard let place = try place(of: field) else {
      return FlatVector(buffer: buffer, name: describe(field), position: 0, count: 0, width: width)
    }
    let position = try buffer.follow(place, describe(field))
    let count = Int(try buffer.load(UInt32.self, at: position, describe(field)))
    try buffer.check(position + 4, size: count * width, describe(field))
    return FlatVector(
      buffer: buffer, name: describe(field), position: position + 4, count: count, width: width)
  }

  /// A text, cut after `limit` characters; bytes that are not UTF-8 are replaced.
  func string(_ field: FlatField, limit: Int) throws(Problem) -> String {
    let bytes = try vector(field, width: 1)
    let start = buffer.bytes[bytes.position..<bytes.position + min(bytes.count, 4 * limit)]
    return String(String(decoding: start, as: UTF8.self).prefix(limit))
  }

  private func place(of field: FlatField) throws(Problem) -> Int? {
    let entry = 4 + 2 * field.slot
    guard entry + 2 <= vtableSize else { return nil }
    let offset = Int(try buffer.load(UInt16.self, at: vtable + entry, describe(field)))
    return offset == 0 ? nil : position + offset
  }

  private func describe(_ field: FlatField) -> String { "\(field.name) of \(name)" }
}

/// A vector of a ``FlatBuffer``, known to lie inside the file.
struct FlatVector: Sendable {
  let buffer: FlatBuffer
  let name: String
  /// The first element.
  let position: Int
  let count: Int
  let width: Int

  /// Element `index`, or the fault that there is none.
  func integer<Number: FixedWidthInteger>(_ index: Int, as type: Number.Type) throws(Problem) -> Number {
    try buffer.load(type, at: try place(of: index), name)
  }

  /// The table that element `index` points to.
  func table(_ index: Int, name: String) throws(Problem) -> FlatTable {
    try FlatTable(name, at: try buffer.follow(try place(of: index), name), in: buffer)
  }

  /// A copy of the bytes of a vector of bytes. O(count).
  var contents: [UInt8] { Array(buffer.bytes[position..<position + count]) }

  /// All elements. O(count): the caller limits the count first.
  func integers<Number: FixedWidthInteger>(as type: Number.Type) throws(Problem) -> [Number] {
    var elements: [Number] = []
    elements.reserveCapacity(count)
    for index in 0..<count { elements.append(try integer(index, as: type)) }
    return elements
  }

  private func place(of index: Int) throws(Problem) -> Int {
    guard (0..<count).contains(index) else {
      throw Problem("element \(index) of \(name)", expected: "one of \(count)")
    }
    return position + index * width
  }
}
