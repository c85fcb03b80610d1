import Support
import Testing

/// Who lives in memory at a step, since when, until when and for whom.
@Suite struct ExplainTests {
  @Test func thePeak() throws {
    let outcome = try Streamnet.run(["explain", "tiny.yaml"], in: tinyFolder())
    #expect(outcome.code == 0)
    #expect(
      outcome.output == """
        step       0 of 0...6, the peak
        does       compute stem rows 0...2 columns 0...2
        operator   tiny: stem (#1 CONV_2D "stem")
        peak SRAM  120 B (120)
        reach      120 B (120), the highest byte in use at this step
        live       120 B (120)
        gap        0 B (0) below the reach that hold nothing alive

        buffer  kind    bytes  live  offset  since   until   for
        stem    tensor     36    12       0  0 stem  2 sum   spread, sum
        image   tensor    108   108      12  start   0 stem  stem

        the resident input takes 108 bytes here; with a streamed input the peak is 80 bytes
        the placement is optimal: none of this schedule is below 120 bytes; a lower peak needs another schedule

        """)
  }

  @Test func aStage() throws {
    let outcome = try Streamnet.run(
      [
        "explain", "plain.yaml", "--plugin-path", ".", "--policy", "squares", "--option", "keep=xy",
        "--budget",
        "sram=100",
      ], in: CompareTests.folder())
    #expect(outcome.code == 2)
    #expect(
      outcome.complaints == [
        "does not fit sram: requires 156 bytes, 100 are available, 56 too many;"
          + " the peak is at tiny: stem (#0 CONV_2D \"stem\")"
      ])
    #expect(
      outcome.output == """
        step       1 of 0...18, the peak
        does       compute stem rows 0...1 columns 0...1
        operator   tiny: stem (#0 CONV_2D "stem")
        peak SRAM  156 B (156)
        reach      156 B (156), the highest byte in use at this step
        live       144 B (144)
        gap        12 B (12) below the reach that hold nothing alive

        buffer  kind    bytes  live  offset  since   until      for
        spread  tensor     36    12       0  0 stem  14 sum     sum
        image   tensor    108   108      12  start   10 spread  stem
        stem    tensor     36    24     120  0 stem  13 spread  spread

        the resident input takes 108 bytes here; with a streamed input the peak is 132 bytes
        no placement of this schedule is below 144 bytes; this one is 12 above, "--placement exact" may be lower
        no placement of this schedule fits 100 bytes of sram

        """)
  }

  @Test func keys() throws {
    func report(_ arguments: String...) throws -> JSON {
      try Streamnet.run(["explain", "tiny.yaml", "--json"] + arguments, in: tinyFolder()).json()
    }
    let last = try report("--at", "6")
    #expect(
      last.keys == [
        "report", "version", "model", "board", "policy", "input", "step", "steps", "is_peak", "action",
        "operator", "peak_sram_bytes", "reach_bytes", "live_bytes", "gap_bytes", "lower_bound_bytes", "fits",
        "buffers", "hints",
      ])
    #expect(last["is_peak"] == false)
    #expect(last["operator"] == "classes")
    #expect(last["hints"] == [])
    let buffers = try #require(last["buffers"]?.array)
    #expect(
      buffers.allSatisfy {
        $0.keys == [
          "name", "kind", "bytes", "live_bytes", "offset", "region", "since_step", "since", "until_step",
          "until", "readers",
        ]
      })
    let output = try #require(buffers.first { $0["name"] == "classes" })
    #expect(output["until"] == JSON.null)
    #expect(output["readers"] == ["caller"])
    let pool = try #require(buffers.first { $0["name"] == "pool" })
    #expect(pool["since_step"] == 5)
    #expect(pool["until_step"] == 6)
    #expect(pool["readers"] == ["classes"])
    #expect(try report() == report("--at", "peak"))
    #expect(try report("--at", "0")["is_peak"] == true)
  }

  /// Wherever one looks, no more lives than fits below the reach, and the peak reaches highest.
  @Test func everyStep() throws {
    let folder = try CompareTests.folder()
    for step in 0..<33 {
      let report = try Streamnet.run(
        ["explain", "plain.yaml", "--plugin-path", ".", "--policy", "squares", "--json", "--at", "\(step)"],
        in: folder
      ).json()
      let figures = ["live_bytes", "reach_bytes", "peak_sram_bytes"].compactMap { report[$0]?.integer }
      #expect(figures.count == 3 && figures == figures.sorted(), "step \(step)")
      let live = report["buffers"]?.array?.reduce(0) { $0 + ($1["live_bytes"]?.integer ?? 0) }
      #expect(live ?? 0 >= figures[0], "step \(step)")
    }
  }

  @Test func noSuchStep() throws {
    try expectFailure(
      ["explain", "tiny.yaml", "--at", "7"], in: tinyFolder(),
      ["there is no step 7; expected peak, or 0 to 6"])
    for text in ["top", "-1"] {
      let outcome = try Streamnet.run(["explain", "tiny.yaml", "--at=\(text)"], in: tinyFolder())
      #expect(outcome.errors.hasPrefix("Error: The value '\(text)' is invalid for '--at <moment>'"))
      #expect(outcome.code == 64)
    }
  }
}
