/// The value of one attribute of an operator.
package enum AttributeValue: Sendable, Hashable {
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case text(String)
  case integers([Int])
}

/// One named attribute of an operator.
package struct Attribute: Sendable, Hashable, CustomStringConvertible {
  package var name: String
  package var value: AttributeValue

  package init(_ name: String, _ value: AttributeValue) {
    self.name = name
    self.value = value
  }

  package var description: String {
    switch value {
    case .integer(let value): "\(name)=\(value)"
    case .real(let value): "\(name)=\(value)"
    case .boolean(let value): "\(name)=\(value)"
    case .text(let value): "\(name)=\(value)"
    case .integers(let values): "\(name)=[\(values.map(String.init).joined(separator: ","))]"
    }
  }
}

/// A form in which attributes are given: a TensorFlow Lite table, a mapping in YAML.
package protocol AttributeSource {
  /// The value of an attribute, nil where it is not given; throws where it is there but unusable.
  func value(_ name: String) throws(Problem) -> AttributeValue?
}

/// Reads the attributes of one operator from any source and collects what is wrong with them.
package struct AttributeReader {
  private let source: any AttributeSource
  package private(set) var problems: [Problem] = []

  package init(_ source: any AttributeSource) { self.source = source }

  package mutating func integer(_ name: String, default fallback: Int?, in range: ClosedRange<Int>) -> Int {
    guard let value = value(name, required: fallback == nil) else { return fallback ?? range.lowerBound }
    guard case .integer(let integer) = value, range.contains(integer) else {
      return refuse(
        name, value, "an integer from \(range.lowerBound) to \(range.upperBound)", range.lowerBound)
    }
    return integer
  }

  package mutating func real(_ name: String, default fallback: Double) -> Double {
    switch value(name, required: false) {
    case nil: return fallback
    case .real(let real)? where real.isFinite: return real
    case .integer(let integer)?: return Double(integer)
    case let value?: return refuse(name, value, "a finite number", fallback)
    }
  }

  package mutating func boolean(_ name: String, default fallback: Bool) -> Bool {
    switch value(name, required: false) {
    case nil: return fallback
    case .boolean(let boolean)?: return boolean
    case let value?: return refuse(name, value, "true or false", fallback)
    }
  }

  package mutating func integers(
    _ name: String, default fallback: [Int]?, count: ClosedRange<Int> = 1...Shape.maximumRank * 2
  ) -> [Int] {
    let none = fallback ?? Array(repeating: 0, count: count.lowerBound)
    switch value(name, required: fallback == nil) {
    case nil: return none
    case .integer(let integer)? where count.contains(1): return [integer]
    case .integers(let integers)? where count.contains(integers.count): return integers
    case let value?:
      let expected =
        count.lowerBound == count.upperBound
        ? "\(count.lowerBound) integers" : "\(count.lowerBound) to \(count.upperBound) integers"
      return refuse(name, value, expected, none)
    }
  }

  /// Rows and columns: `2` or `[2, 1]`.
  package mutating func extent(_ name: String, default fallback: Extent?, in range: ClosedRange<Int>)
    -> Extent
  {
    switch value(name, required: fallback == nil) {
    case nil: return fallback ?? Extent(range.lowerBound)
    case .integer(let integer)? where range.contains(integer): return Extent(integer)
    case .integers(let pair)? where pair.count == 2 && pair.allSatisfy(range.contains):
      return Extent(rows: pair[0], columns: pair[1])
    case let value?:
      return refuse(
        name, value, "one or two integers from \(range.lowerBound) to \(range.upperBound)",
        fallback ?? Extent(range.lowerBound))
    }
  }

  package mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, default fallback: Choice
  ) -> Choice where Choice.RawValue == String {
    switch value(name, required: false) {
    case nil: return fallback
    case .text(let text)?:
      if let choice = Choice(rawValue: text) { return choice }
      return refuse(name, .text(text), Choice.allCases.map(\.rawValue).joined(separator: ", "), fallback)
    case let value?:
      return refuse(name, value, Choice.allCases.map(\.rawValue).joined(separator: ", "), fallback)
    }
  }

  /// `same`, `valid`, one integer for all sides, or `[top, bottom, left, right]`.
  package mutating func padding(_ name: String = "padding") -> Padding {
    switch value(name, required: false) {
    case nil, .text("valid")?: return .valid
    case .text("same")?: return .same
    case .integer(let all)? where (0...Padding.maximum).contains(all):
      return .explicit(top: all, bottom: all, left: all, right: all)
    case .integers(let sides)? where sides.count == 4 && sides.allSatisfy((0...Padding.maximum).contains):
      return .explicit(top: sides[0], bottom: sides[1], left: sides[2], right: sides[3])
    case let value?:
      return refuse(name, value, "same, valid, an integer or [top, bottom, left, right]", .valid)
    }
  }

  private mutating func value(_ name: String, required: Bool) -> AttributeValue? {
    do throws(Problem) {
      if let value = try source.value(name) { return value }
      if required { problems.append(Problem("attribute \(name) is missing")) }
    } catch {
      problems.append(error)
    }
    return nil
  }

  /// Adds a finding of the kind's own.
  package mutating func refuse(_ problem: Problem) { problems.append(problem) }

  private mutating func refuse<T>(
    _ name: String, _ value: AttributeValue, _ expected: String, _ fallback: T
  ) -> T {
    problems.append(Problem("attribute \(Attribute(name, value))", expected: expected))
    return fallback
  }
}
