import Planning

extension CostModel {
  /// The prices of a board's plug-in: a table by class of work and ``Extra``, or a function that is asked for each
  /// once, with the figure that holds without it. What they leave out takes that figure.
  init(of plugin: PluginFile, base: CostModel) {
    let fields = plugin.fields
    guard fields.has("cost") else {
      self = base
      return
    }
    guard case .function(let function)? = fields.table["cost"] else {
      let prices = fields.table("cost", of: "cost model")
      self.init(base) { name, _ in prices.optional(name) { prices.number($0, in: CostModel.prices) } }
      try? prices.finish()
      return
    }
    self.init(base) { name, usual in
      do throws(LuaFailure) {
        switch try plugin.state.call(function, [.string(name), .number(usual)]).first {
        case .integer(let price)? where CostModel.prices.contains(Double(price)): return Double(price)
        case .number(let price)? where CostModel.prices.contains(price): return price
        case .nil?, nil: return nil
        case let other?:
          fields.note("cost", "cost gives \(other.kind) for \(name)", expected: "a number from 0 to 1000000")
        }
      } catch {
        fields.note("cost", "cost: \(error.diagnostics.all[0].message)")
      }
      return nil
    }
  }

  private static let prices = 0...1e6

  private init(_ base: CostModel, price: (String, Double) -> Double?) {
    var (perUnit, extras) = (base.perUnit, base.extras)
    for costClass in CostClass.allCases {
      let usual = perUnit[costClass]!
      perUnit[costClass] = price(costClass.rawValue, usual) ?? usual
    }
    for extra in Extra.allCases {
      let usual = extras[extra]!
      extras[extra] = price(extra.rawValue, usual) ?? usual
    }
    self.init(perUnit: perUnit, extras: extras)
  }
}
