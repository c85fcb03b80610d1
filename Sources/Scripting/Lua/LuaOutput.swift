/// What Swift hands to Lua: results of functions and properties, and arguments of calls.
package enum LuaOutput {
  /// No result at all.
  case none
  case value(LuaValue)
  /// A Swift value as a read-only object.
  case object(any LuaObject)
  /// A table with a list part 1...n.
  case list([LuaOutput])
  /// A table with named fields.
  case record([(key: String, value: LuaOutput)])
  /// A table of lists of integers, with false where there is none.
  case columns([(key: String, values: [Int?])])
  /// Several results, as in `return nil, reason`; inside a list or a record only its first counts.
  case results([LuaOutput])

  package static var `nil`: LuaOutput { .value(.nil) }
  package static func boolean(_ value: Bool) -> LuaOutput { .value(.boolean(value)) }
  package static func integer(_ value: Int) -> LuaOutput { .value(.integer(value)) }
  package static func number(_ value: Double) -> LuaOutput { .value(.number(value)) }
  package static func string(_ value: String) -> LuaOutput { .value(.string(value)) }
  package static func table(_ value: LuaTable) -> LuaOutput { .value(.table(value)) }
  package static func function(_ value: LuaReference) -> LuaOutput { .value(.function(value)) }
}
