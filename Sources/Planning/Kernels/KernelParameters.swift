/// The constants of a kernel for one operator, in the order of its C structure: tables, then scalars.
package struct KernelParameters: Sendable, Hashable {
  package var tables: [Table]
  package var scalars: [Scalar]

  package init(tables: [Table] = [], scalars: [Scalar]) {
    self.tables = tables
    self.scalars = scalars
  }

  /// A table that the structure points to.
  package struct Table: Sendable, Hashable {
    package var field: String
    package var values: Values

    package enum Values: Sendable, Hashable {
      /// int8, in two's complement.
      case int8([UInt8])
      case int32([Int32])
    }

    package init(_ field: String, _ values: Values) {
      self.field = field
      self.values = values
    }

    package var byteCount: Int {
      switch values {
      case .int8(let values): values.count
      case .int32(let values): values.count * 4
      }
    }
  }

  /// A 32-bit field of the structure.
  package struct Scalar: Sendable, Hashable {
    package var field: String
    package var value: Value

    package enum Value: Sendable, Hashable {
      case int32(Int32)
      case float32(Float)
    }

    package init(_ field: String, _ value: Int) {
      self.field = field
      // Shapes, strides and zero points of a valid graph are far inside 32 bits.
      self.value = .int32(Int32(clamping: value))
    }

    package init(_ field: String, _ value: Float) {
      self.field = field
      self.value = .float32(value)
    }
  }

  /// Bytes of all tables: what they take of flash.
  package var tableBytes: Int { tables.reduce(0) { $0 + $1.byteCount } }

  /// An integer field; 0 where there is none of this name.
  package subscript(field: String) -> Int {
    for case .int32(let value) in scalars.lazy.filter({ $0.field == field }).map(\.value) {
      return Int(value)
    }
    return 0
  }

  /// A table of int8, in two's complement; empty where there is none of this name.
  package func bytes(_ field: String) -> [UInt8] {
    for case .int8(let values) in tables.lazy.filter({ $0.field == field }).map(\.values) { return values }
    return []
  }

  /// A table of int32; empty where there is none of this name.
  package func integers(_ field: String) -> [Int32] {
    for case .int32(let values) in tables.lazy.filter({ $0.field == field }).map(\.values) { return values }
    return []
  }
}
