import Glibc
import Support
import Testing

/// `streamnet plugins`: what authors make, check and test.
@Suite struct PluginsCommandTests {
  private func new(_ arguments: [String]) throws -> Folder {
    let folder = try Folder()
    let outcome = try Streamnet.run(["plugins", "new"] + arguments, in: folder)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return folder
  }

  @Test(arguments: [
    ["policy", "mine"], ["board", "mine"], ["board", "mine", "--extends", "rv32imc"], ["operator", "Mine"],
  ])
  func skeletonsPassTheirTests(_ arguments: [String]) throws {
    let folder = try new(arguments)
    let test = try Streamnet.run(["plugins", "test", "--json"], in: folder)
    #expect(test.code == 0, "\(test.output)")
    #expect(try test.json().keys == ["report", "version", "tests"])
    let again = try Streamnet.run(["plugins", "new"] + arguments, in: folder)
    #expect(again.code == 1 && again.errors.contains("the file exists"))
  }

  /// A skeleton whose body is gone fails its own test.
  @Test(arguments: [
    (
      ["policy", "mine"], "policies/mine.lua", "local last",
      "do return nil, 'nothing yet' end\n    local last"
    ),
    (
      ["policy", "mine"], "policies/mine.lua", "return schedule.build {", "return nil\n    , schedule.build {"
    ),
    (["operator", "Mine"], "operators/Mine.lua", "math.min(-value, 127)", "0"),
    (["board", "mine"], "boards/mine.lua", "size = \"128K\"", "size = \"1\""),
    (["board", "mine", "--extends", "rv32imc"], "boards/mine.lua", "size =", "wait_states = 0 --"),
  ])
  func emptiedSkeletonsFail(_ arguments: [String], _ file: String, _ old: String, _ new: String) throws {
    let folder = try self.new(arguments)
    let parts = try folder.read(file).splitOnce(old)
    let end = try old == "size =" ? "\n" + parts.after.splitOnce("\n").after : parts.after
    try folder.write(parts.before + new + end, to: file)
    let test = try Streamnet.run(["plugins", "test"], in: folder)
    #expect(test.code == 2 && test.output.contains("failed"), "\(test.output)\(test.errors)")
  }

  @Test(arguments: [
    (
      ["new", "kernle", "x"],
      "there is no kind of plug-in named \"kernle\"; expected board or policy or kernel or operator"
    ),
    (["new", "policy", "../x"], "the name of a plug-in is \"../x\"; expected letters, digits and hyphens"),
    (
      ["new", "policy", "x", "--extends", "y"],
      "a policy extends nothing; expected a board"
    ),
    (["test"], ".: there are no tests; expected files that end with .test.lua"),
  ])
  func refusals(_ arguments: [String], _ line: String) throws {
    try expectFailure(["plugins"] + arguments, in: Folder(), [line])
  }

  @Test func kernelsOfSkeletonsAreChecked() throws {
    let folder = try new(["kernel", "mine"])
    let search = getenv("PATH").map { String(cString: $0) } ?? ""
    let test = try Streamnet.run(["plugins", "test", "--allow-native"], in: folder, path: search)
    #expect(test.code == 0, "\(test.output)\(test.errors)")
    let refused = try Streamnet.run(["plugins", "test"], in: folder)
    #expect(refused.code == 2 && refused.output.contains("--allow-native"))
    let parts = try folder.read("kernels/mine.lua").splitOnce("for (int32_t")
    try folder.write(parts.before + "(void)out; (void)p; (void)in;\n}\n]],\n}\n", to: "kernels/mine.lua")
    let empty = try Streamnet.run(["plugins", "test", "--allow-native"], in: folder, path: search)
    #expect(empty.code == 2 && empty.output.contains("not bit-exact"), "\(empty.output)")
  }

  @Test func refusedAndHiddenPluginsAreListed() throws {
    let folder = try Folder()
    try folder.write("return {", to: "policies/broken.lua")
    try folder.copy("plugins/boards/rv32imc.lua", to: "boards/rv32imc.lua")
    let outcome = try Streamnet.run(["plugins", "list", "--plugin-path", ".", "--json"], in: folder)
    #expect(outcome.code == 2)
    let plugins = try outcome.json()["plugins"]?.array ?? []
    let broken = plugins.first { $0["name"]?.string == "broken" }
    #expect(
      broken?["reason"]?.string?.hasPrefix("./policies/broken.lua:1: unexpected symbol near <eof>") == true)
    let states = plugins.filter { $0["name"]?.string == "rv32imc" }.map { $0["state"]?.string }
    #expect(states == ["ready", "hidden"])
  }

  @Test func aPolicyThatIsWrongFailsTheCheck() throws {
    let folder = try tinyFolder()
    try folder.write(
      """
      local calls = 0
      return { kind = "policy", name = "odd", version = "1", api = "1", description = "d",
        schedule = function(graph, target)
          if target.input == "streamed" then return nil, "only resident" end
          return schedule.build {}
        end }
      """, to: "odd.lua")
    let outcome = try Streamnet.run(["plugins", "check", "odd.lua", "--on", "tiny.yaml"], in: folder)
    #expect(outcome.code == 2)
    #expect(outcome.output.contains("tiny, streamed: odd.lua:3: policy odd does not apply: only resident"))
  }
}
