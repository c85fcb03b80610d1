import Firmware
import Network
import Planning
import Support
import TestSupport
import Testing

/// Generated code as an integrator's own code calls it.
@Suite(.enabled(if: HostTools.arePresent)) struct CallerTests {
  /// 16 rows of an image, the greatest of 3 rows each, then element by element: two operators, full rows.
  private func streamed() throws -> FirmwareCase {
    var graph = Graph(name: "camera")
    let input = graph.addInput("image", 16, 5, 3)
    let pool = MaxPool2D(kernel: Extent(rows: 3, columns: 3), stride: Extent(1), padding: .valid)
    let pooled = try graph.add("pool", pool, [input])
    graph.outputs = [try graph.add("relu", LeakyRelu(alpha: 0.5), [pooled])]
    var random = RunSeed.generator("streamed input")
    return try FirmwareCase(graph, inputs: [random.bytes(16 * 15)], .streamed) { graph in
      .tiled(graph, Tile(rows: 1, columns: nil))
    }
  }

  /// A caller whose camera fails at row `stop`: one line of what it saw.
  private func camera(_ firmware: FirmwareCase, stop: Int) throws -> [FirmwareFile] {
    let main = """
      #include "model.h"
      #include <stdio.h>
      #include <string.h>

      \(cArray("image", firmware.model.vectors[0].inputs[0]))
      enum { ROW = 15, BESIDE = 64 };

      typedef struct camera {
          int next, wrong, yields, yields_at_last_row;
      } camera;

      static int fetch(void *context, int input, int row, void *destination)
      {
          camera *self = context;
          if (input != 0 || row != self->next) self->wrong++;
          if (row > 0 && self->yields == self->yields_at_last_row) self->wrong++;
          self->yields_at_last_row = self->yields;
          if (row == \(stop)) return 7;
          self->next++;
          memcpy(destination, image + (size_t)row * ROW, ROW);
          return 0;
      }

      static void yield(void *context) { ((camera *)context)->yields++; }

      int main(void)
      {
          static uint32_t words[(BESIDE + CAMERA_ARENA_BYTES + BESIDE) / 4];
          uint8_t *memory = (uint8_t *)words;
          uint8_t *arena = memory + BESIDE;
          camera self = {0, 0, 0, 0};
          const sn_io io = {&self, fetch, yield};
          int status, touched = 0;
          memset(memory, 0xA5, sizeof words);
          status = camera_run(arena, &io);
          for (int i = 0; i < BESIDE; i++) {
              touched += memory[i] != 0xA5;
              touched += arena[CAMERA_ARENA_BYTES + i] != 0xA5;
          }
          printf("status %d rows %d wrong %d yields %d after %d touched %d place %d ", status, self.next, self.wrong,
              self.yields, self.yields - self.yields_at_last_row, touched, camera_input(arena, 0) != NULL);
          if (status == 0) {
              const uint8_t *output = camera_output(arena, 0);
              for (int i = 0; i < CAMERA_OUTPUT_BYTES; i++) printf("%02x", output[i]);
          }
          return 0;
      }

      """
    return try firmware.model.files() + [FirmwareFile("main.c", text: main)]
  }

  @Test(arguments: CProject.compilers)
  func rowsAreFetchedOnceAndInOrder(compiler: String) throws {
    let firmware = try streamed()
    let ring = firmware.model.placement.buffer(of: firmware.model.program.graph.inputs[0]).buffer
    #expect(ring.kind == .ring)
    #expect(ring.slots == 3)
    let said = try CProject(camera(firmware, stop: -1)).build(
      compiler, firmware.model.librarySources + ["main.c"])
    let output = hexadecimal(firmware.model.vectors[0].outputs[0])
    // A yield a row: 16 fetched, 14 of each operator; behind the last fetched row the last of the pooled
    // ones, and all of the rectified ones.
    #expect(said == "status 0 rows 16 wrong 0 yields 44 after 16 touched 0 place 0 \(output)")
  }

  @Test(arguments: [0, 1, 7, 15])
  func codeOfTheCameraEndsTheRun(row: Int) throws {
    let firmware = try streamed()
    let said = try CProject(camera(firmware, stop: row)).build(
      "cc", firmware.model.librarySources + ["main.c"])
    let yields = row + max(0, row - 2)
    #expect(said == "status 7 rows \(row) wrong 0 yields \(yields) after 0 touched 0 place 0 ")
  }

  @Test func twoModelsShareAnArena() throws {
    let numbers = [(name: "first", other: 1), (name: "second", other: 2)]
    var models: [FirmwareModel] = []
    for (name, number) in numbers {
      var random = RunSeed.generator("two models", number)
      let graph = RandomGraph.make(seed: random.next())
      models.append(
        try FirmwareCase(graph, inputs: graph.randomInputs(&random), .resident, prefix: name).model)
    }
    let files = try models.flatMap { try $0.files().moved(into: $0.prefix) }
    let main = """
      #include "first/model.h"
      #include "second/model.h"
      #include <stdio.h>
      #include <string.h>

      \(models.map(caller).joined(separator: "\n"))

      int main(void)
      {
          static uint32_t words[(FIRST_ARENA_BYTES > SECOND_ARENA_BYTES ? FIRST_ARENA_BYTES : SECOND_ARENA_BYTES) / 4 + 1];
          uint8_t *arena = (uint8_t *)words;
          for (int i = 0; i < 3; i++) {
              call_first(arena);
              call_second(arena);
          }
          return 0;
      }

      """
    // What models have in common is there once, whichever project it is from.
    var shared: [String: String] = [:]
    for model in models {
      for source in model.kernelSources + model.loopSources { shared[source] = model.prefix }
    }
    let sources = shared.sorted { $0.key < $1.key }.map { "\($0.value)/\($0.key)" }
    let own = models.flatMap { ["\($0.prefix)/model.c", "\($0.prefix)/weights.c"] }
    let project = try CProject(files + [FirmwareFile("main.c", text: main)])
    let once = models.map { $0.vectors[0].outputs.map(hexadecimal).joined() + "\n" }.joined()
    for compiler in CProject.compilers {
      let said = try project.build(compiler, ["main.c"] + own + sources)
      #expect(said == once + once + once, "\(RunSeed.reproduction("CallerTests"))")
    }
  }

  /// A function that runs a model on its recorded inputs and prints its outputs as one line.
  private func caller(_ model: FirmwareModel) -> String {
    let (name, vector) = (model.prefix, model.vectors[0])
    let inputs = vector.inputs.enumerated().map { cArray("\(name)_data\($0)", $1) }.joined()
    // An input that nothing reads has no place.
    let copies = vector.inputs.indices.map {
      "    if (\(name)_input(arena, \($0))) memcpy(\(name)_input(arena, \($0)), \(name)_data\($0), sizeof \(name)_data\($0));"
    }
    let prints = vector.outputs.enumerated().map {
      "    for (int i = 0; i < \($1.count); i++) printf(\"%02x\", ((const uint8_t *)\(name)_output(arena, \($0)))[i]);"
    }
    return """
      \(inputs)
      static void call_\(name)(uint8_t *arena)
      {
      \(copies.joined(separator: "\n"))
          if (\(name)_run(arena, NULL) != 0) printf("failed");
      \(prints.joined(separator: "\n"))
          printf("\\n");
      }
      """
  }
}
