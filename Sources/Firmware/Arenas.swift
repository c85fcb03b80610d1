import Planning

/// The bytes that a model takes of one memory, and what they are called in C.
package struct FirmwareArena: Sendable, Hashable {
  /// The memory's name on the board.
  package var memory: String
  package var bytes: Int
  /// The static array.
  var symbol: String
  /// The macro of its size.
  var bytesMacro: String
  /// The macro of the section that the static array goes to.
  package var sectionMacro: String
  /// That section where the macro is not defined; nil where the compiler chooses.
  var section: String?
}

extension FirmwareModel {
  /// An arena for every memory that holds buffers, in the order of the board. The only one has no name of its own.
  package var arenas: [FirmwareArena] {
    let names = arenaNames
    return zip(placement.regions, names).enumerated().map { position, pair in
      let (region, name) = pair
      let word = names.count == 1 ? "" : "_\(name)"
      return FirmwareArena(
        memory: region.name, bytes: region.peak, symbol: "\(prefix)\(word)_arena",
        bytesMacro: "\(prefix.uppercased())\(word.uppercased())_ARENA_BYTES",
        sectionMacro: "SN_ARENA_SECTION" + (position == 0 ? "" : word.uppercased()),
        section: sections[region.name])
    }
  }

  var hasOneArena: Bool { placement.regions.count == 1 }

  /// The names of the memories as parts of C names; unique in capitals too.
  private var arenaNames: [String] {
    var taken: Set<String> = []
    return placement.regions.map { region in
      let name = CText.identifier(region.name)
      var (unique, count) = (name, 1)
      while !taken.insert(unique.uppercased()).inserted {
        count += 1
        unique = "\(name)_\(count)"
      }
      return unique
    }
  }

  /// Where a buffer lies, as tables say it: the position of its arena in the upper four bits.
  func tableOffset(_ placed: PlacedBuffer?) -> String {
    guard let placed else { return "0" }
    let arena = arenaPosition(placed)
    return arena == 0 ? "\(placed.offset)" : "(\(arena)u << 28) + \(placed.offset)u"
  }

  /// Where a buffer lies, as an expression over the parameter of the model's functions.
  func address(_ placed: PlacedBuffer) -> String {
    hasOneArena
      ? "arena + \(placed.offset)" : "arenas[\(arenaPosition(placed))] + \(placed.offset)"
  }

  private func arenaPosition(_ placed: PlacedBuffer) -> Int {
    placement.regions.firstIndex { $0.name == placed.region }!
  }

  /// The parameter with which the model's functions take memory.
  var arenaParameter: String { hasOneArena ? "uint8_t *arena" : "uint8_t *const *arenas" }

  /// In `model.h`: the sizes, and the static arrays.
  func arenaDeclarations(_ names: FirmwareNames) -> (sizes: String, arrays: String) {
    let sizes = arenas.map { "#define \($0.bytesMacro) \($0.bytes)" }
    let arrays = arenas.map { "extern uint8_t \($0.symbol)[\($0.bytesMacro)];" }
    guard !hasOneArena else {
      return (
        "/* All memory that a run needs, stack aside. The arena must be aligned to 4 bytes. */\n\(sizes[0])",
        "/* An arena of the model's own, in model.c. */\n\(arrays[0])"
      )
    }
    let list = arenas.map { CText.comment($0.memory) }.joined(separator: ", ")
    let count = names.macro("ARENAS")
    return (
      """
      /* All memory that a run needs, stack aside: an arena in each of \(list), in this order. Every arena must
       * be aligned to 4 bytes. */
      #define \(count) \(arenas.count)
      \(sizes.joined(separator: "\n"))
      """,
      """
      /* Arenas of the model's own, in model.c. */
      \(arrays.joined(separator: "\n"))
      extern uint8_t *const \(prefix)_arenas[\(count)];
      """
    )
  }

  /// In `model.c`: the static arrays.
  func arenaDefinitions(_ names: FirmwareNames) -> String {
    var lines: [String] = []
    for arena in arenas {
      if let section = arena.section {
        lines += ["#ifndef \(arena.sectionMacro)"]
        lines += ["#define \(arena.sectionMacro) \(CText.literal(section))", "#endif"]
      }
      lines += [
        "#ifdef \(arena.sectionMacro)", "__attribute__((section(\(arena.sectionMacro))))", "#endif",
        "uint8_t \(arena.symbol)[\(arena.bytesMacro)] __attribute__((aligned(4)));",
      ]
    }
    if !hasOneArena {
      let list = arenas.map(\.symbol).joined(separator: ", ")
      lines.append("uint8_t *const \(prefix)_arenas[\(names.macro("ARENAS"))] = {\(list)};")
    }
    return lines.joined(separator: "\n")
  }

  /// In `selftest_vectors.c`: the model's functions as the self-test calls them, which knows of one arena.
  func selftestCalls() -> (definitions: String, arena: String, run: String, input: String, output: String) {
    guard !hasOneArena else {
      return ("", "\(prefix)_arena", "\(prefix)_run", "\(prefix)_input", "\(prefix)_output")
    }
    let definitions = """

      static int run_model(uint8_t *arena, const sn_io *io)
      {
          (void)arena;
          return \(prefix)_run(\(prefix)_arenas, io);
      }

      static void *input_of(uint8_t *arena, int input)
      {
          (void)arena;
          return \(prefix)_input(\(prefix)_arenas, input);
      }

      static const void *output_of(const uint8_t *arena, int output)
      {
          (void)arena;
          return \(prefix)_output(\(prefix)_arenas, output);
      }

      """
    return (definitions, arenas[0].symbol, "run_model", "input_of", "output_of")
  }
}
