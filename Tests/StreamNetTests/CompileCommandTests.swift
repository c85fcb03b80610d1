import Glibc
import Support
import Testing

/// `compile` leaves a project that builds and proves itself without StreamNet.
@Suite struct CompileCommandTests {
  private let network = "mcunet-in0"
  /// Where the command finds compilers.
  private let search = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"

  private func compile(_ folder: Folder, _ arguments: [String] = []) throws -> Streamnet.Outcome {
    try Streamnet.run(["compile", network, "-o", "firmware"] + arguments, in: folder, path: search)
  }

  /// Runs a program in the generated project; nil where it is not installed.
  private func output(_ program: String, _ arguments: [String], in folder: Folder) throws -> String? {
    guard let path = ChildProcess.find(program) else {
      print("SKIPPED: \(program) of a generated project: it is not installed")
      return nil
    }
    let outcome = try ChildProcess.run(
      path, arguments, in: Files.join(folder.path, "firmware"), limits: ChildLimits(seconds: 120))
    let said = String(decoding: outcome.output, as: UTF8.self)
    #expect(outcome.code == 0, "\(program): \(said)\(String(decoding: outcome.errors, as: UTF8.self))")
    return said
  }

  @Test func makePassesTheHostTest() throws {
    let folder = try Folder()
    let outcome = try compile(folder)
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
    for _ in 0..<2 {
      guard let said = try output("make", ["host-test"], in: folder) else { return }
      #expect(said.contains("\nEND PASS\n"))
    }
    // The library and the self-test are built of the same sources with other flags.
    _ = try output("make", ["selftest"], in: folder)
    _ = try output("make", ["libmcunet_in0.a"], in: folder)
    let symbols = try output("nm", ["libmcunet_in0.a"], in: folder)
    #expect(symbols?.contains("sn_profile_begin") == false)
    _ = try output("make", ["clean"], in: folder)
  }

  @Test func cmakeBuildsAndPassesTheHostTest() throws {
    let folder = try Folder()
    #expect(try compile(folder, ["--prefix", "test"]).code == 0)
    guard try output("cmake", ["-S", ".", "-B", "build"], in: folder) != nil else { return }
    _ = try output("cmake", ["--build", "build"], in: folder)
    let said = try #require(try output("cmake", ["--build", "build", "--target", "test"], in: folder))
    #expect(said.contains("1/1 Test #1: host-test") && said.contains("100% tests passed"))
  }

  @Test func manifestHasTheHashesOfTheFiles() throws {
    let folder = try Folder()
    let report = try JSON.parse(Array(compile(folder, ["--json"]).output.utf8), file: "standard output")
    let manifest = try JSON.parse(Array(folder.read("firmware/manifest.json").utf8), file: "manifest.json")
    let entries = try #require(manifest["files"]?.array)
    for entry in entries {
      let path = try #require(entry["path"]?.string)
      let bytes = try Files.read(Files.join(folder.path, "firmware/\(path)"), limit: 1 << 24)
      #expect(entry["bytes"]?.integer == bytes.count)
      #expect(entry["sha256"]?.string == SHA256.hash(bytes).hex, "\(path)")
    }
    let listed = entries.compactMap { $0["path"]?.string } + ["manifest.json"]
    let present = try Files.list(Files.join(folder.path, "firmware"))
    #expect(listed.sorted() == present.sorted())
    #expect(report["files"]?.array?.compactMap { $0["path"]?.string } == listed.sorted())
    #expect(manifest["arena_bytes"]?.integer == report["arena_bytes"]?.integer)
  }

  /// Two processes, each with plug-ins and recipes in a folder of its own.
  @Test func sameBytesFromTwoCheckouts() throws {
    let (first, second) = (try Folder(), try Folder())
    let outcome = try ChildProcess.run(
      "cp", ["-R", "\(Folder.repository)/recipes", "\(Folder.repository)/plugins", "."], in: second.path)
    #expect(outcome.code == 0)
    let arguments = ["--input", "streamed", "--board", "mps2-an500"]
    #expect(try compile(first, arguments).code == 0)
    let other = try ChildProcess.run(
      "env",
      ["STREAMNET_HOME=\(second.path)", Streamnet.path, "compile", network, "-o", "firmware"] + arguments,
      in: second.path)
    #expect(other.code == 0)
    let names = try Files.list(Files.join(first.path, "firmware"))
    #expect(try Files.list(Files.join(second.path, "firmware")) == names)
    for name in names {
      let bytes = try [first, second].map { try Files.read("\($0.path)/firmware/\(name)", limit: 1 << 24) }
      #expect(bytes[0] == bytes[1], "\(name)")
      let text = String(decoding: bytes[0], as: UTF8.self)
      #expect(!text.contains(first.path) && !text.contains(Folder.repository), "\(name)")
    }
  }

  @Test(arguments: ["", "a b", "2nd", "sn", "tür"])
  func prefixesThatAreNoIdentifiersAreRefused(prefix: String) throws {
    let folder = try Folder()
    let outcome = try compile(folder, ["--prefix", prefix])
    #expect(outcome.code == 1)
    #expect(outcome.complaints.count == 1)
    #expect(outcome.complaints.first?.hasPrefix("error: the prefix ") == true)
    #expect(!Files.exists(Files.join(folder.path, "firmware")))
  }

  @Test(arguments: [
    ("cortex-m0", "arm-none-eabi-gcc", "qemu-system-arm"),
    ("mps2-an500", "arm-none-eabi-gcc", "qemu-system-arm"),
    ("rv32imc", "riscv64-unknown-elf-gcc", "qemu-system-riscv32"),
  ])
  func verifyEmulates(board: String, compiler: String, emulator: String) throws {
    let missing = [compiler, emulator].filter { ChildProcess.find($0) == nil }
    guard missing.isEmpty else {
      print("SKIPPED: verify --emulate on \(board): there is no \(missing.joined(separator: ", no "))")
      return
    }
    let outcome = try Streamnet.run(
      ["verify", network, "--board", board, "--emulate", "--data", "noise:1", "--json"], in: Folder(),
      path: search)
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
    let report = try JSON.parse(Array(outcome.output.utf8), file: "standard output")
    #expect(report["bit_exact"] == .bool(true))
    let links = report["links"]?.array?.compactMap { $0["link"]?.string }
    #expect(links == ["reference", "simulation", "guarded", "host", "emulator"])
    let figures = try #require(report["emulator"])
    #expect(figures["trace"]?.string?.utf8.count == 16)
    let total = try #require(figures["instructions"]?.integer)
    let operators = try #require(figures["operators"]?.array)
    #expect(operators.compactMap { $0["instructions"]?.integer }.reduce(0, +) == total)
    #expect(try #require(figures["code_bytes"]?.integer) <= 24576)
    #expect(
      try #require(figures["stack_used_bytes"]?.integer) <= #require(figures["stack_bound_bytes"]?.integer))
  }
}
