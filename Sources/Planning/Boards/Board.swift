/// A microcontroller as planning sees it: its core, its clock and its memories. Every board is a plug-in; this
/// is the value that one makes.
package struct Board: Sendable, Hashable {
  package var name: String
  package var description: String
  /// The core as compilers name it, such as `cortex-m7`.
  package var core: String
  /// What the core can do beyond the least of its kind, such as `dsp`.
  package var features: [String]
  /// Core clock in Hz.
  package var clock: Int
  /// Memories, in the order the board names them; at least one of kind `ram` and one of kind `flash`.
  package var memories: [MemoryRegion]
  /// The compiler for it, and the flags it takes; nil where the board does not say.
  package var compiler: String?
  package var compilerFlags: [String]
  /// The emulated machine that stands for it; nil where there is none.
  package var emulator: String?
  /// What work costs on its core.
  package var costModel: CostModel

  package init(
    name: String, description: String, core: String, features: [String], clock: Int,
    memories: [MemoryRegion], compiler: String? = nil, compilerFlags: [String] = [], emulator: String? = nil,
    costModel: CostModel = .typical
  ) {
    self.name = name
    self.description = description
    self.core = core
    self.features = features
    self.clock = clock
    self.memories = memories
    self.compiler = compiler
    self.compilerFlags = compilerFlags
    self.emulator = emulator
    self.costModel = costModel
  }

  /// The memory that tensors are placed in as long as they fit: the first of kind `ram`.
  package var workingMemory: MemoryRegion { memories.first { $0.kind == .ram }! }

  /// The memories that tensors may be placed in, in the order in which they are filled.
  package var workingMemories: [MemoryRegion] { memories.filter { $0.kind == .ram } }

  /// The memory that weights and code lie in: the first of kind `flash`.
  package var storage: MemoryRegion { memories.first { $0.kind == .flash }! }
}

/// One memory of a board.
package struct MemoryRegion: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable { case ram, flash }

  package var name: String
  package var kind: Kind
  package var address: Int
  package var bytes: Int
  /// Clock cycles that an access waits beyond the first.
  package var waitStates: Int
  /// The section of the board's linker script that arenas in this memory go to; nil where it has none.
  package var section: String?

  package init(
    name: String, kind: Kind, address: Int, bytes: Int, waitStates: Int = 0, section: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.address = address
    self.bytes = bytes
    self.waitStates = waitStates
    self.section = section
  }
}
