import Testing

/// `scripts/sweep` with a command that only pretends to run models.
@Suite struct SweepTests {
  /// What a run of the pretended command reports.
  struct Answer {
    var isExact = true
    var grid = "[2, 3]"
    var windows = 3

    var json: String {
      """
      {"plan": {"peak_sram_bytes": 144, "macs": 1304, "valid_macs": 972, "mac_factor": 1.0, "steps": 5,
      "stages": [{"operators": ["a", "b"], "grid": \(grid), "window_operators": \(windows)}, {"operators": ["c"]}]},
      "verify": {"bit_exact": \(isExact), "links": [{"link": "guarded", "cases": [{"bit_exact": \(isExact),
      "first_divergence": "stem"}]}], "emulator": {"trace": "00000000000000aa", "instructions": 9, "code_bytes": 8,
      "stack_used_bytes": 7, "stack_bound_bytes": 7}}}
      """
    }
  }

  /// A folder with the pretended command, which notes what it is asked to run.
  struct Place {
    let folder: String

    /// The command prints an answer and ends with a code, or does what `otherwise` says first.
    func pretend(_ answer: Answer = Answer(), code: Int = 0, otherwise: String = "") throws {
      let policies = """
        {"policies": [{"name": "layer-wise", "options": []}, {"name": "patch", "options": [
        {"name": "tile", "choices": []}, {"name": "work", "choices": ["clipped", "uniform"]}]}]}
        """
      try write(
        """
        #!/bin/sh
        if [ "$1" = policies ]; then cat <<'TEXT' && exit 0; fi
        \(policies)
        TEXT
        echo "$*" >>'\(folder)/runs'
        \(otherwise)
        cat <<'TEXT'
        \(answer.json)
        TEXT
        exit \(code)

        """, to: folder + "/streamnet")
      _ = try run(["chmod", "+x", folder + "/streamnet"])
    }

    func sweep(_ arguments: String...) throws -> Outcome {
      let environment = ["env", "-u", "STREAMNET_MODELS", "STREAMNET_BINARY=\(folder)/streamnet"]
      return try run(environment + [projectRoot + "/scripts/sweep", "--into", table] + arguments)
    }

    var table: String { folder + "/sweep.csv" }

    /// How many runs the command was asked for.
    func runs() throws -> Int {
      try run(["sh", "-c", "cat '\(folder)/runs' 2>/dev/null | wc -l"]).lines.first.flatMap(Int.init) ?? -1
    }
  }

  func withPlace(_ body: (Place) throws -> Void) throws {
    try withTemporaryFolder { try body(Place(folder: $0)) }
  }

  @Test func everySettingOnceAndNoneAgain() throws {
    try withPlace { place in
      try place.pretend()
      let first = try place.sweep("--model", "zoo/mcunet-vww0", "--jobs", "2")
      #expect(first.code == 0)
      #expect(first.lines.last == "14 passed, 0 failed")
      #expect(try place.runs() == 14)
      let rows = try text(of: place.table).split(separator: "\n")
      #expect(rows.count == 15)
      for setting in ["tile=1 work=clipped", "tile=2 work=uniform", "tile=4 work=clipped"] {
        for input in ["resident", "streamed"] {
          let row = rows.filter { $0.hasPrefix("zoo/mcunet-vww0,patch,\(setting),\(input),guarded,") }
          #expect(row.count == 1)
          #expect(row.first?.contains(",exact,144,1304,972,1.0,5,2,3,3,2,") == true)
        }
      }
      #expect(try place.sweep("--model", "zoo/mcunet-vww0").lines.last == "14 passed, 0 failed")
      #expect(try place.runs() == 14)
      // A row that was cut off is made again, and so is everything once the command is another.
      try write(rows.dropLast().joined(separator: "\n") + "\nzoo/mcun", to: place.table)
      #expect(try place.sweep("--model", "zoo/mcunet-vww0").code == 0)
      #expect(try place.runs() == 15)
      try place.pretend(otherwise: "true")
      #expect(try place.sweep("--model", "zoo/mcunet-vww0").code == 0)
      #expect(try place.runs() == 29)
    }
  }

  @Test func samplesAreSeeded() throws {
    try withPlace { place in
      try place.pretend()
      func sample(_ seed: String) throws -> [String] {
        try place.sweep("--count", "20", "--seed", seed, "--list").lines
      }
      let one = try sample("1")
      #expect(one.first?.hasPrefix("SKIPPED: 15 released models") == true)
      #expect(one.count == 21 && Set(one).count == 21)
      #expect(one.filter { $0.contains(" patch ") }.count == 10)
      #expect(try sample("1") == one)
      #expect(try sample("2") != one)
      #expect(try place.runs() == 0)
    }
  }

  @Test func emulatedRunsAreRowsOfTheirOwn() throws {
    try withPlace { place in
      try place.pretend()
      let outcome = try place.sweep("--model", "zoo/mcunet-vww0", "--count", "4", "--emulate", "2")
      #expect(outcome.code == 0)
      #expect(outcome.lines.last == "6 passed, 0 failed")
      let rows = try text(of: place.table).split(separator: "\n").filter { $0.contains(",emulator,") }
      #expect(rows.count == 2)
      #expect(rows.allSatisfy { $0.hasSuffix(",00000000000000aa,9,8,7,7,") })
      let more = try place.sweep("--model", "zoo/mcunet-vww0", "--count", "1", "--emulate", "3")
      #expect(more.code == 1)
      #expect(more.lines.contains("failed: 2 runs too few are small enough for the emulator"))
    }
  }

  @Test(arguments: [
    (Answer(isExact: false), 2, "", "differs: guarded: stem"),
    (Answer(grid: "[1, 4]"), 0, "", "1 x 4 tiles, fewer than 2 x 2"),
    (Answer(windows: 2), 0, "", "2 operators with windows in its stage, fewer than 3"),
    (
      Answer(), 0, "echo 'streamnet: error: patch.lua:9: policy patch does not apply: no prefix' >&2; exit 1",
      "it may not decline: error: patch.lua:9: policy patch does not apply: no prefix"
    ),
    (Answer(), 0, "echo 'streamnet: error: wrong' >&2; exit 1", "failed: error: wrong; exit code 1"),
    (Answer(), 0, "kill -9 $$", "failed: exit code -9"),
  ])
  func whatIsWrongIsSaid(answer: Answer, code: Int, otherwise: String, fault: String) throws {
    try withPlace { place in
      try place.pretend(answer, code: code, otherwise: otherwise)
      let outcome = try place.sweep("--model", "zoo/mcunet-in0", "--policy", "patch", "--count", "1")
      #expect(outcome.code == 1)
      #expect(
        outcome.lines.contains { $0.hasPrefix("failed: zoo/mcunet-in0 patch ") && $0.hasSuffix(": \(fault)") }
      )
      #expect(outcome.lines.last == "0 passed, 1 failed")
    }
  }

  /// Three settings that do the same are one.
  @Test func optionsWithoutEffectFail() throws {
    try withPlace { place in
      try place.pretend()
      let outcome = try place.sweep("--jobs", "2")
      #expect(outcome.code == 1)
      #expect(
        outcome.lines.filter { $0.hasPrefix("failed: ") } == [
          "failed: option tile of patch changes nothing on any model",
          "failed: option work of patch changes nothing on any model",
        ])
      #expect(outcome.lines.last == "140 passed, 2 failed")
    }
  }

  @Test func missingModelsFail() throws {
    try withPlace { place in
      try place.pretend()
      let outcome = try place.sweep("--models", place.folder, "--model", "sww", "--model", "zoo/mcunet-vww0")
      #expect(outcome.code == 1)
      #expect(
        outcome.lines.contains(
          "failed: sww: MISSING, there is no file \(place.folder)/mlperf_sww_int8.tflite"))
      #expect(outcome.lines.last == "14 passed, 1 failed")
    }
  }

  @Test func usage() throws {
    try withPlace { place in
      try place.pretend()
      for (arguments, message) in [
        (["--model", "zoo/nothing"], "no model is called zoo/nothing; there are "),
        (["--policy", "nothing"], "no policy is called nothing; there are layer-wise, patch"),
      ] {
        let outcome = try place.sweep(arguments[0], arguments[1])
        #expect(outcome.code == 64)
        #expect(outcome.lines.last?.hasPrefix("sweep: \(message)") == true)
      }
      try write("other,columns\n", to: place.table)
      #expect(try place.sweep().code == 64)
    }
  }
}
