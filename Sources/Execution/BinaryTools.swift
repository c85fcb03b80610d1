import Firmware
import Support

/// The symbols of an object or image, as `nm -S` lists them.
struct SymbolTable {
  struct Symbol {
    var address: Int
    var size: Int
    var isFunction: Bool
    /// Without what compilers append to copies, such as `.constprop.0`.
    var name: String
  }

  let symbols: [Symbol]

  init(_ listing: String) {
    symbols = listing.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 4, let address = Int(words[0], radix: 16), let size = Int(words[1], radix: 16)
      else {
        return nil
      }
      // Thumb functions have bit 0 of their address set in symbol tables of ELF, but not in this listing.
      return Symbol(
        address: address & ~1, size: size, isFunction: "tTwW".contains(words[2]),
        name: String(words[3].prefix { $0 != "." }))
    }
  }

  var functions: Set<String> { Set(symbols.filter(\.isFunction).map(\.name)) }
}

/// The sections of objects or images, as `size -A` lists them, summed over all files.
struct SectionSizes {
  private var sizes: [String: Int] = [:]

  init(_ listing: String) {
    for line in listing.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 3, words[0].hasPrefix("."), let size = Int(words[1]) {
        sizes[String(words[0]), default: 0] += size
      }
    }
  }

  func size(of section: String) -> Int { sizes[section] ?? 0 }

  /// Bytes of code and constants.
  var constant: Int {
    sizes.filter { $0.key.hasPrefix(".text") || $0.key.hasPrefix(".rodata") || $0.key.hasPrefix(".srodata") }
      .values.reduce(0, +)
  }
}

/// The stack of functions, as `-fstack-usage` writes it down.
enum StackUsage {
  /// Bytes by function.
  static func frames(_ listing: [UInt8]) -> [String: Int] {
    var frames: [String: Int] = [:]
    for line in String(decoding: listing, as: UTF8.self).split(separator: "\n") {
      let columns = line.split(separator: "\t")
      guard columns.count >= 2, let bytes = Int(columns[1]) else { continue }
      let name = columns[0].split(separator: ":").last.map { String($0.prefix { $0 != "." }) } ?? ""
      frames[name] = max(frames[name] ?? 0, bytes)
    }
    return frames
  }
}

extension FirmwareModel {
  /// The most stack that a run can take: no function calls itself, so no frame is on the stack twice.
  func stackBound(_ frames: [String: [String: Int]]) -> Int {
    let loop = loopSources.reduce(0) { $0 + (frames[$1]?.values.reduce(0, +) ?? 0) }
    let entry = frames["model.c"]?["\(prefix)_run"] ?? 0
    let deepest =
      zip(operatorFunctions, program.kernels).map { function, kernel in
        kernel.sources.reduce(frames["model.c"]?[function] ?? 0) { sum, source in
          sum + (frames[source]?.values.reduce(0, +) ?? 0)
        }
      }.max() ?? 0
    return entry + loop + deepest
  }
}

/// What the counting plug-in wrote.
struct InstructionCounts {
  var total = 0
  var byOperator: [(name: String, count: Int)] = []

  init(_ listing: [UInt8], _ model: FirmwareModel) {
    let names = Dictionary(
      uniqueKeysWithValues: zip(model.operatorFunctions, model.program.graph.operators.map(\.name)))
    for line in String(decoding: listing, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let count = Int(words[1]) else { continue }
      if words[0] == "(total)" {
        total = count
      } else {
        byOperator.append((names[String(words[0])] ?? String(words[0]), count))
      }
    }
  }
}
